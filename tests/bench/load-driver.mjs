// The client process of load.mjs: browsers that sign in, and their IdP. The job is JSON on the input, the figures are JSON on the output.
import { json } from "node:stream/consumers";
import { inflateRawSync } from "node:zlib";

import { TestIdp } from "../js/lib/test-idp.mjs";

/** So many are signed ahead: they are posted before they expire, five minutes later. */
const ROUND = 1000;
const TENTH = 10;
const AT_ONCE = 5;
/** How many answers further on a tenth one is posted once more. */
const LATER = 10 * TENTH;

const job = await json(process.stdin);
const idp = new TestIdp(job.connection, job.key);
const noTimes = () => ({ acceptMilliseconds: [], replayMilliseconds: [], seconds: 0, driverCpuSeconds: 0 });
const figures = { ...noTimes(), accepted: 0, acceptedTwice: 0, neverAccepted: 0, replays: 0, others: {} };

await round(0, job.warmUp);
Object.assign(figures, noTimes());
const end = job.warmUp + job.logins;
for (let first = job.warmUp; first < end; first += ROUND) await round(first, Math.min(first + ROUND, end));
console.log(JSON.stringify(figures));

async function round(first, end) {
  const people = Array.from({ length: end - first }, (_, index) => `person-${first + index}@${job.domain}`);
  const answers = await inParallel(people, answerFor);
  const turns = turnsOf(answers);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await inParallel(turns, ({ answer, copies }) => Promise.all(Array.from({ length: copies }, () => postToAcs(answer))));
  figures.seconds += (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  figures.driverCpuSeconds += (user + system) / 1e6;
  for (const { sessions } of answers) {
    if (sessions === 0) figures.neverAccepted += 1;
    else figures.accepted += 1;
    if (sessions > 1) figures.acceptedTwice += 1;
  }
}

/** So many at a time as there are browsers. The results are in the order of the items. */
async function inParallel(items, run) {
  const results = [];
  const waiting = items.entries();
  const browser = async () => {
    for (const [index, item] of waiting) results[index] = await run(item);
  };
  await Promise.all(Array.from({ length: job.concurrency }, browser));
  return results;
}

/** A browser of its own at the sign-in page and at the IdP, up to the form that is to be posted. */
async function answerFor(email) {
  const page = await fetch(`${job.url}/login`);
  const visitor = cookiesOf(page);
  const [, csrf] = /name="csrf" value="([^"]+)"/.exec(await page.text());
  const sent = await post(`${job.url}/login`, new URLSearchParams({ csrf, email, to: "/" }).toString(), visitor.join("; "));
  // Until it is read, its connection serves nobody else.
  await sent.text();
  const { searchParams } = new URL(sent.headers.get("location"));
  const request = inflateRawSync(Buffer.from(searchParams.get("SAMLRequest"), "base64")).toString();
  const [, inResponseTo] = / ID="([^"]+)"/.exec(request);
  const form = await idp.respond({ nameId: email, inResponseTo, relayState: searchParams.get("RelayState") });
  return { body: form.toString(), cookie: [...visitor, ...cookiesOf(sent)].join("; "), sessions: 0 };
}

/** Every tenth is posted by five at once, so that they race, and once more when others have had their turn. */
function turnsOf(answers) {
  const turns = [];
  for (let index = 0; index < answers.length + LATER; index++) {
    const isTenth = index % TENTH === 0;
    const [answer, before] = [answers[index], answers[index - LATER]];
    if (answer !== undefined) turns.push({ answer, copies: isTenth ? AT_ONCE : 1 });
    if (before !== undefined && isTenth) turns.push({ answer: before, copies: 1 });
  }
  return turns;
}

async function postToAcs(answer) {
  const start = performance.now();
  const response = await post(job.connection.sp.acsUrl, answer.body, answer.cookie);
  const text = await response.text();
  const milliseconds = performance.now() - start;
  const isSession = cookiesOf(response).some((pair) => /^__Host-session=./.test(pair));
  if (response.status === 303 && isSession) {
    answer.sessions += 1;
    figures.acceptMilliseconds.push(milliseconds);
  } else if (response.status === 303 && response.headers.get("location") === "/?again=1") {
    figures.replays += 1;
    figures.replayMilliseconds.push(milliseconds);
  } else {
    const [, title] = /<title>([^<]*)<\/title>/.exec(text) ?? [];
    const shown = `${response.status}, ${title ?? text.trim()}`;
    figures.others[shown] = (figures.others[shown] ?? 0) + 1;
  }
}

function post(url, body, cookie) {
  return fetch(url, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded", cookie }, redirect: "manual" });
}

/** What a browser sends back of Set-Cookie. */
function cookiesOf(response) {
  return response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
}
