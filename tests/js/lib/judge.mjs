// Judges one vector as its header says, through the public functions alone.
import { equal, ok } from "./check.mjs";
import { octetsOf } from "./octets.mjs";

export async function judgeVector(library, vector) {
  const now = new Date(vector.now);
  const store = library.memoryStore({ now: () => now.getTime() });
  for (const id of vector.pending)
    await store.put(await library.requestKey(vector.connection.idp.entityId, id), now.getTime() + HOUR);
  const moment = { now, inResponseTo: expectation(vector.inResponseTo), decrypt: vector.decrypt };
  if (vector.message === "logout") return await judgeLogout(library, vector, { ...moment, store, cookies: null });
  const verify = (message) => attempt(library, () => library.verifyLogin(inputOf(message), vector.connection, { ...moment, store, cookies: null }));
  if (vector.seen !== undefined) expectAccepted(await verify(vector.seen));
  const verdict = await verify(vector);
  const report = await library.explain(inputOf(vector), vector.connection, moment);
  if (vector.expect === "accept") {
    expectAccepted(verdict);
    expectIdentity(verdict.login, vector.identity ?? {});
  } else {
    expectRefused(verdict, vector.encoding === "xml" && vector.body === "" ? { ...vector, ...EMPTY_VALUE } : vector);
  }
  expectAgreement(report, verdict);
}

/** XML alone is no input of the package: it comes as the form that carries it. */
async function judgeLogout(library, vector, options) {
  const verify = (message) => attempt(library, () => library.verifyLogout(logoutInputOf(message), vector.connection, options));
  if (vector.seen !== undefined) expectAccepted(await verify(vector.seen));
  const verdict = await verify(vector);
  if (vector.expect === "accept") {
    expectAccepted(verdict);
    expectIdentity(verdict.login, vector.identity ?? {});
  } else {
    expectRefused(verdict, vector);
  }
}

function logoutInputOf({ encoding, body }) {
  if (encoding === "redirect") return `https://sp.example.com/saml/slo?${new TextDecoder().decode(octetsOf(body))}`;
  if (encoding === "form") return formRequest(octetsOf(body));
  const xml = encoding === "xml" ? body : new TextDecoder().decode(octetsOf(body));
  const parameter = /LogoutResponse[ >]/.test(atob(xml)) ? "SAMLResponse" : "SAMLRequest";
  return new URLSearchParams({ [parameter]: xml });
}

const formRequest = (body) =>
  new Request("https://sp.example.com/saml/acs", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });

async function attempt(library, run) {
  try {
    return { login: await run() };
  } catch (error) {
    if (error instanceof library.SamlError) return { error };
    throw error;
  }
}

function inputOf({ encoding, body }) {
  const octets = octetsOf(body);
  switch (encoding) {
    case "xml":
      return body;
    case "xml-base64":
    case "value":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(octets);
    case "form":
      return formRequest(octets);
    default:
      throw new Error(`unknown encoding ${encoding}`);
  }
}

/** Header `none` expects no request, `store` leaves the question to the store. */
const expectation = (header) => (header === "none" ? null : header === "store" ? undefined : header);

function expectAccepted({ error }) {
  if (error !== undefined) throw new Error(`refused: ${error.rule} ${error.code} at ${placeOf(error)}: ${error.message}`);
}

function expectRefused({ login, error }, vector) {
  ok(login === undefined, "accepted, and must be refused");
  ok(vector.code !== undefined, "the vector has no code yet: it was never blessed");
  equal(error.rule, vector.rule, `rule (${error.message})`);
  equal(error.code, vector.code, "code");
  equal(placeOf(error), vector.at ?? "nowhere", "place");
  equal({ message: error.message, hint: error.hint }, vector.sentences, "sentences");
}

/** Every member that the header names is read so; others are free. */
function expectIdentity(login, { attributes = {}, ...members }) {
  const found = { ...login.evidence, ...login };
  for (const [name, value] of Object.entries(members)) equal(found[name], asDate(name, value), name);
  for (const [name, values] of Object.entries(attributes)) equal(login.attributes.getAll(name), values, `attribute ${name}`);
}

const asDate = (name, value) => (name === "sessionNotOnOrAfter" && value !== null ? new Date(value) : value);

/** The report has no failure exactly when the login is accepted, and its first failure is the refusal. It asks no store. */
function expectAgreement(report, { error }) {
  const failure = report.checks.find((check) => check.outcome === "fail");
  equal(report.accepted, failure === undefined, "report.accepted");
  if (error !== undefined && isOfStore(error)) return;
  equal(
    failure?.error && [failure.rule, failure.error.code, placeOf(failure.error)],
    error && [error.rule, error.code, placeOf(error)],
    "first failure of the report",
  );
}

/** What only the store knows: a replay, or a request that nobody waits for. The latter has no place in the message. */
const isOfStore = ({ rule, position }) => /^P0[12]$/.test(rule) || (rule === "R08" && position === undefined);

const placeOf = ({ position }) => (position === undefined ? "nowhere" : `${position.line}:${position.column}`);

/** No octets have no base64 either: what the core refuses as XML is refused earlier here. */
const EMPTY_VALUE = {
  rule: "X02",
  code: "ERR_BASE64",
  at: undefined,
  sentences: {
    message: "SAMLResponse is not valid base64: there is no character at offset 0.",
    hint: "Post the form as the IdP made it: standard base64 with padding, percent-encoded in the form.",
  },
};

const HOUR = 3_600_000;
