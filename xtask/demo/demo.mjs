// `cargo xtask demo`: one message, judged in Node and in workerd, and what was found. The flags are checked before this starts.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { attacks } from "./attacks.mjs";
import { readMessage, readVector, valueOf, xmlOf } from "./message.mjs";
import { printAccepted, printHeading, printRefused, printRows } from "./print.mjs";
import { openRuntimes } from "./runtimes.mjs";
import { MEMBER, signInOnce, startSite } from "./site.mjs";

const VECTOR = "tests/vectors/accept/okta-assertion-signed.vector";

const { values: flags } = parseArgs({
  options: {
    root: { type: "string" },
    file: { type: "string" },
    cert: { type: "string", multiple: true },
    key: { type: "string", multiple: true },
    "entity-id": { type: "string" },
    acs: { type: "string" },
    idp: { type: "string" },
    "in-response-to": { type: "string" },
    now: { type: "string" },
    once: { type: "boolean", default: false },
  },
});

const runtimes = await openRuntimes(flags.root);
try {
  process.exitCode = (await (flags.file === undefined ? showBuiltIn() : showOwn())) ? 0 : 1;
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
} finally {
  await runtimes.close();
}

async function showBuiltIn() {
  const vector = readVector(join(flags.root, VECTOR));
  const genuine = {
    message: { value: valueOf(vector.xml) },
    connection: readConnection(flags.root, vector.connection),
    inResponseTo: vector.inResponseTo,
    now: Date.parse(vector.now),
  };
  printHeading("A signed login, in the shape that Okta sends");
  let asExpected = await show(genuine, vector.xml, "accepted");
  for (const [index, attack] of attacks(vector.xml).entries()) {
    printHeading(`Attack ${index + 1}: ${attack.name}`);
    console.log(`  ${attack.story}\n`);
    asExpected = (await show({ ...genuine, message: { value: valueOf(attack.xml) } }, attack.xml, "refused")) && asExpected;
  }
  return (await showSite()) && asExpected;
}

/** A whole service on the package: one sign-in, and then the reader's own. */
async function showSite() {
  printHeading("A service that signs people in, and an identity provider");
  const site = await startSite(flags.root);
  try {
    const page = await signInOnce(site, MEMBER);
    const isSignedIn = page.status === 200 && page.url.href === `${site.url}/` && page.text.includes("You are signed in") && page.text.includes(MEMBER);
    console.log(isSignedIn ? `  ${MEMBER} signed in through it, at both sites.\n` : `  FAILED: the sign-in ended at ${page.url} with ${page.status}.\n`);
    if (flags.once || !isSignedIn) return isSignedIn;
    printRows([
      ["sign in", `${site.url}/login as ${MEMBER}`],
      ["administrate", `${site.url}/login/key as ${site.administrator.email}`],
      ["  with access key", site.administrator.accessKey],
      ["debugger page", `${site.page}/, and from disk www/dist/saml-debugger.html`],
      ["identity provider", `${site.idp} (it makes the mistakes that you choose there)`],
    ]);
    console.log("Ctrl-C ends them. With a message of your own: cargo xtask demo --help");
    await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
    return true;
  } finally {
    await site.stop();
  }
}

/** In the file of connections, certificates are the names of files. */
function readConnection(root, name) {
  const vectors = join(root, "tests/vectors");
  const connection = JSON.parse(readFileSync(join(vectors, "connections.json"), "utf8"))[name];
  const certificates = connection.idp.certificates.map((file) => readFileSync(join(vectors, "keys", file), "utf8"));
  return { ...connection, idp: { ...connection.idp, certificates } };
}

async function showOwn() {
  const message = readMessage(flags.file);
  const now = flags.now === undefined ? Date.now() : Date.parse(flags.now);
  if (Number.isNaN(now)) throw new Error(`--now: ${flags.now} is no time such as 2026-11-24T10:00:00Z`);
  const decrypt = flags.key?.map((file) => readFileSync(file, "utf8"));
  const request = { message, connection: ownConnection(), inResponseTo: await expectedRequest(message), now, decrypt };
  printHeading(`${basename(flags.file)}, judged at ${new Date(now).toISOString()}`);
  return await show(request, xmlOf(message), "accepted");
}

function ownConnection() {
  return {
    idp: {
      entityId: flags.idp,
      // Where logins would begin; no check of a Response reads it.
      ssoUrl: "https://idp.invalid/sso",
      certificates: flags.cert.map(readCertificate),
    },
    sp: { entityId: flags["entity-id"], acsUrl: flags.acs },
  };
}

/** A .cer or .der file is the octets that PEM has as base64. */
function readCertificate(file) {
  const octets = readFileSync(file);
  return octets.includes(0) ? octets.toString("base64") : octets.toString("utf8");
}

async function expectedRequest(message) {
  const given = flags["in-response-to"];
  if (given !== undefined) return given === "none" ? null : given;
  const { unverifiedInResponseTo: named = null } = (await runtimes.peek(message)) ?? {};
  console.log(
    named === null
      ? "The message answers no request: judged as a login that the IdP began."
      : `Without --in-response-to, the message's own word is taken: it answers ${named}.`,
  );
  return named;
}

/** Prints the verdict, and says whether it is the wanted one and the same in both runtimes. */
async function show(request, xml, wanted) {
  const [first, second] = await runtimes.judge(request);
  if (JSON.stringify(first.judgement) !== JSON.stringify(second.judgement)) {
    console.log("  DIFFERENT VERDICTS: this is a bug of saml-edge.");
    for (const { runtime, judgement } of [first, second]) console.log(`  ${runtime}: ${JSON.stringify(judgement)}`);
    return false;
  }
  const { judgement } = first;
  const where = `same verdict in ${first.runtime} and ${second.runtime}`;
  if (judgement.login === undefined) printRefused(judgement, xml, where, wanted === "accepted");
  else printAccepted(judgement, where);
  return (judgement.login === undefined ? "refused" : "accepted") === wanted;
}
