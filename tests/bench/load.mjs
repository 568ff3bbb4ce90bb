// `cargo xtask bench --load`: logins at the ACS of examples/sso-worker as fast as they go, with replays among them. The console runs in
// workerd, the browsers and their IdP in a process of their own (load-driver.mjs). Exit code 1 where an assertion was accepted more than
// once, or a good one not at all. `--json` prints the figures alone.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { startConsole } from "../../examples/sso-worker/test/start.mjs";

const WARM_UP = 100;
const PERCENTILES = { p50: 50, p90: 90, p99: 99, max: 100 };
const DOMAIN = "load.example";
const CONNECTION_ID = "load";
const IDP = { entityId: "https://idp.example/load", certificates: [pem("idp.crt")], ssoUrl: "https://idp.example/sso" };
const VARS = {
  APP_SECRET: "0123456789abcdef0123456789abcdef",
  SAML_KEY: pem("sp.key"),
  SAML_CERTIFICATE: pem("sp.crt"),
  // Everything comes from one address.
  LIMIT_PER_ADDRESS: "1e12",
  LIMIT_PER_ORGANISATION: "1e12",
};

const { values: flags } = parseArgs({
  options: {
    logins: { type: "string", default: "2000" },
    concurrency: { type: "string", default: "16" },
    json: { type: "boolean", default: false },
  },
});
const logins = countOf("logins");
const concurrency = countOf("concurrency");

const figures = await measure();
const { answers, sessions } = figures;
const verdicts = {
  once: answers.acceptedTwice === 0,
  stored: sessions.all === answers.accepted && sessions.people === answers.accepted,
  answered: answers.neverAccepted === 0 && Object.keys(answers.others).length === 0,
};

if (flags.json) console.log(JSON.stringify({ node: process.versions.node, miniflare: miniflareVersion(), ...figures }, null, 2));
else print();
process.exitCode = Object.values(verdicts).every(Boolean) ? 0 : 1;

async function measure() {
  const { url, database, stop } = await startConsole({ vars: VARS });
  try {
    await settle(database, logins + WARM_UP);
    const { acceptMilliseconds, replayMilliseconds, seconds, driverCpuSeconds, ...answers } = await drive(url);
    return {
      conditions: { logins, concurrency, warmUp: WARM_UP, seconds, driverCpuSeconds },
      loginsPerSecond: acceptMilliseconds.length / seconds,
      postsPerSecond: (acceptMilliseconds.length + replayMilliseconds.length) / seconds,
      login: percentiles(acceptMilliseconds),
      replay: percentiles(replayMilliseconds),
      answers,
      sessions: await database.prepare('SELECT count(*) AS "all", count(DISTINCT person_id) AS people FROM sessions').first(),
    };
  } finally {
    await stop();
  }
}

/** An organisation whose single sign-on works, with so many people. */
async function settle(database, people) {
  const now = Date.now();
  await database.batch([
    database.prepare("INSERT INTO organisations (id, name, created_at) VALUES ('o', 'Load', ?)").bind(now),
    database
      .prepare(
        `INSERT INTO profiles (id, organisation_id, connection_id, name, idp, provisioning, tested_revision, created_at)
        VALUES ('p', 'o', ?, 'Load', ?, 'existing', 1, ?)`,
      )
      .bind(CONNECTION_ID, JSON.stringify(IDP), now),
    database
      .prepare(
        `INSERT INTO domains (id, organisation_id, name, proof, verified_at, profile_id, created_at)
        VALUES ('d', 'o', ?1, '', ?2, 'p', ?2)`,
      )
      .bind(DOMAIN, now),
    database
      .prepare(
        `INSERT INTO people (id, organisation_id, email, role, created_at)
        WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?1)
        SELECT 'person-' || n, 'o', 'person-' || n || '@' || ?2, 'member', ?3 FROM numbers`,
      )
      .bind(people, DOMAIN, now),
  ]);
}

async function drive(url) {
  const sp = { entityId: `urn:console:${CONNECTION_ID}`, acsUrl: `${url}/saml/acs/${CONNECTION_ID}` };
  const job = { url, connection: { idp: IDP, sp }, key: pem("idp.key"), domain: DOMAIN, warmUp: WARM_UP, logins, concurrency };
  const script = fileURLToPath(new URL("load-driver.mjs", import.meta.url));
  const driver = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  driver.stdin.end(JSON.stringify(job));
  const [told, [code]] = await Promise.all([json(driver.stdout).catch(() => undefined), once(driver, "exit")]);
  if (code !== 0 || told === undefined) throw new Error(`the driver ended with ${code}`);
  return told;
}

/** By the nearest rank. */
function percentiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (percent) => sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
  return Object.fromEntries(Object.entries(PERCENTILES).map(([name, percent]) => [name, at(percent)]));
}

function print() {
  const { conditions, loginsPerSecond, postsPerSecond, login, replay } = figures;
  const core = (100 * conditions.driverCpuSeconds) / conditions.seconds;
  const shown = (milliseconds) => (milliseconds?.toFixed(1) ?? "none").padStart(9);
  const line = (value, text) => console.log(`${value.padStart(9)}  ${text}`);
  const runtime = `Node ${process.versions.node}, workerd in Miniflare ${miniflareVersion()}`;
  console.log(`${runtime}; D1 and Durable Objects on this machine, two processes on loopback\n`);
  console.log(`${logins} logins after ${WARM_UP} to warm up, ${concurrency} browsers at once; SP-initiated, answers signed ahead`);
  line(loginsPerSecond.toFixed(1), "logins in a second");
  line(postsPerSecond.toFixed(1), "posts to the ACS in a second, replays among them");
  line(core.toFixed(0), "per cent of one core for the driver\n");
  console.log("Milliseconds from the post to the answer: at a login, and where a replay was refused");
  for (const name of Object.keys(PERCENTILES)) console.log(`${shown(login[name])}${shown(replay[name])}  ${name}`);
  console.log("\nEvery tenth answer posted by five at once, and once more later; also while warming up");
  line(String(answers.replays), "replays refused as such");
  line(String(answers.acceptedTwice), `assertions accepted more than once; none allowed: ${verdict(verdicts.once)}`);
  line(
    String(sessions.all),
    `sessions in the database, of ${sessions.people} people by ${answers.accepted} assertions accepted: ${verdict(verdicts.stored)}`,
  );
  line(String(answers.neverAccepted), `good assertions never accepted; none allowed: ${verdict(verdicts.answered)}`);
  for (const [text, count] of Object.entries(answers.others)) line(String(count), `other answers: ${text}`);
}

function verdict(holds) {
  return holds ? "kept" : "NOT KEPT";
}

function countOf(name) {
  const count = Number(flags[name]);
  if (!(Number.isSafeInteger(count) && count > 0)) throw new TypeError(`--${name} is not a whole number above 0: ${flags[name]}`);
  return count;
}

function pem(name) {
  return readFileSync(new URL(`../vectors/keys/${name}.pem`, import.meta.url), "utf8");
}

function miniflareVersion() {
  return createRequire(import.meta.url)("../js/package.json").devDependencies.miniflare;
}
