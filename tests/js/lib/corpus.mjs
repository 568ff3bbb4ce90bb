// Reads the public corpus in Node, where it lies beside the project, in the way of tests/corpus.rs.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");
const CORPUS = join(ROOT, "../shared/corpus");

/** The vendors whose messages must verify, by the manifest's words for them. */
const PRODUCTS = {
  Okta: ["okta", "okta-oktadev"],
  OneLogin: ["onelogin"],
  "AD FS": ["adfs"],
  SimpleSAMLphp: ["simplesamlphp", "live-simplesamlphp"],
  Shibboleth: ["shibboleth"],
  PingFederate: ["pingfederate"],
};

/** Every Response, and every bare assertion with nothing wrong about it; undefined where there is no corpus. */
export function readCorpus() {
  const manifest = join(CORPUS, "responses/manifest.json");
  if (!existsSync(manifest)) return undefined;
  const divergences = readDivergences();
  return JSON.parse(readFileSync(manifest, "utf8"))
    .entries.filter(
      ({ kind, expect, reject_reasons: wrong }) => kind === "Response" || (expect === "signature-valid" && wrong.length === 0),
    )
    .map((entry) => readEntry(entry, divergences));
}

function readEntry(entry, divergences) {
  const texts = (files) => files.map((file) => readFileSync(join(CORPUS, file), "utf8"));
  const isBare = entry.kind !== "Response";
  const octets = readFileSync(join(CORPUS, entry.file));
  return {
    id: entry.id,
    kind: isBare ? "signature" : "login",
    product: Object.keys(PRODUCTS).find((name) => PRODUCTS[name].includes(entry.idp_slug)),
    diverges: divergences.has(entry.id),
    acceptable: [false, true].map((allowSha1) => isAcceptable(entry, allowSha1)),
    body: (isBare ? asResponse(octets) : octets).toString("base64"),
    connection: {
      idp: {
        entityId: entry.issuer || "https://idp.example.com",
        certificates: [...texts(entry.trust_certs), ...texts(entry.trust_keys)],
      },
      sp: { entityId: entry.sp_entity_id || "https://sp.example.com", acsUrl: entry.acs || "https://sp.example.com/acs" },
    },
    inResponseTo: entry.in_response_to ?? null,
    decrypt: texts(entry.decryption_keys ?? []),
    now: entry.now ?? "1970-01-01T00:00:00Z",
  };
}

/** What the manifest says, with what the test's policy asks for laid over it. */
function isAcceptable({ expect_sp: verdict, policy_flags: flags }, allowSha1) {
  const refuses = (flag) => !(flag === "sha1" ? allowSha1 : CONFIGURED.some((start) => flag.startsWith(start)));
  return ["accept", "accept-if-policy-allows"].includes(verdict) && !(flags ?? []).some(refuses);
}

/** The connection is configured for these. */
const CONFIGURED = ["rsa-1024", "no Response Issuer", "cbc encryption", "trust anchor taken from the message KeyInfo", "assertion(s) inside Advice"];

/** An unsigned envelope leaves the signature of an assertion as it is. */
function asResponse(assertion) {
  const text = assertion.toString("utf8").replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, "");
  return Buffer.from(
    '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_envelope" Version="2.0" IssueInstant="2026-11-24T10:00:00Z">' +
      `<p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:Status>${text}</p:Response>`,
  );
}

function readDivergences() {
  const lines = readFileSync(join(ROOT, "tests/corpus-divergences.txt"), "utf8").split("\n");
  return new Set(lines.filter((line) => line.startsWith("responses ")).map((line) => line.split(" ")[1].replace(/:$/, "")));
}

/** What the corpus shows for each vendor, once its messages were judged. */
export function productResults(entries, results) {
  const passed = new Set(results.filter(({ outcome }) => outcome === "passed").map(({ name }) => name));
  return Object.keys(PRODUCTS).map((product) => {
    const name = `corpus: logins of ${product} verify`;
    const good = entries.filter((entry) => entry.product === product && !entry.diverges && entry.acceptable[1]);
    const failed = good.filter(({ id }) => !passed.has(`corpus ${id}`)).map(({ id }) => id);
    return failed.length === 0 ? { name, outcome: "passed" } : { name, outcome: "failed", detail: failed.join(", ") };
  });
}
