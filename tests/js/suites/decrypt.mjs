// What is encrypted, with keys that never leave WebCrypto: the same verdicts as with the text of the key.
import { equal, ok, refused, runTest } from "../lib/check.mjs";
import { octetsOf } from "../lib/octets.mjs";

const HASHES = ["SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/** `data.batch` holds the vectors that have keys in PKCS#8. */
export async function decrypt(library, { batch }) {
  const results = [await runTest("decrypt: mistakes of the caller", () => mistakes(library, batch[0]))];
  results.push(await runTest("decrypt: the text of a key is not kept", () => twoKeysInTurn(library, batch)));
  for (const vector of batch) results.push(await runTest(`decrypt ${vector.name}`, () => judge(library, vector)));
  return results;
}

async function judge(library, vector) {
  const keys = await Promise.all(vector.decrypt.flatMap((pem) => HASHES.map((hash) => importKey(pem, hash))));
  const moment = momentOf(vector, keys);
  const store = library.memoryStore({ now: () => moment.now.getTime() });
  const error = await errorOf(library.verifyLogin(vector.body, vector.connection, { ...moment, store }));
  ok(error === undefined || error instanceof library.SamlError, String(error?.stack));
  const report = await library.explain(vector.body, vector.connection, moment);
  equal(report.checks.find(({ outcome }) => outcome === "fail")?.rule, error?.rule, "first failure of the report");
  if (vector.expect === "accept" && !isMixed(vector.name)) return equal(error?.code, undefined, "code");
  // WebCrypto cannot tell which certificate it has the key of, and has no two digests in one operation.
  const rules = vector.expect === "accept" ? ["E02"] : [vector.rule, ...(["E02", "E06"].includes(vector.rule) ? ["E02", "E06"] : [])];
  ok(rules.includes(error?.rule), `rule: expected ${rules}, found ${error?.rule}`);
}

/** Digest and mask differ: by the vector's name, which says both, or has the mask by default. */
function isMixed(name) {
  const [, digest, mask = "sha1"] = /\/(?:oaep-|mgf1p-)(?:mgf1p-|11-)?(sha\d+)(?:-(?:mgf1-)?(sha\d+))?$/.exec(name) ?? [];
  return digest !== undefined && digest !== mask;
}

async function mistakes(library, vector) {
  const [pem] = vector.decrypt;
  const signing = await crypto.subtle.generateKey({ ...RSA, name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["sign"]);
  const wrapping = await crypto.subtle.generateKey({ ...RSA, name: "RSA-OAEP", hash: "SHA-1" }, false, ["wrapKey", "unwrapKey"]);
  const short = await crypto.subtle.generateKey({ ...RSA, modulusLength: 1024, name: "RSA-OAEP", hash: "SHA-1" }, false, ["decrypt"]);
  const wrong = [
    [[], "options.decrypt is empty: leave it out where nothing is encrypted."],
    [1, `options.decrypt is neither: ${WANTED}`],
    [null, `options.decrypt is neither: ${WANTED}`],
    [`${pem}\0`, `options.decrypt is a text with U+0000 in it: ${WANTED}`],
    [new TextEncoder().encode(pem), `options.decrypt is octets: ${WANTED}`],
    [Promise.resolve(pem), `options.decrypt is a promise, which has to be awaited: ${WANTED}`],
    [signing.privateKey, `options.decrypt is a CryptoKey for RSASSA-PKCS1-v1_5: ${WANTED}`],
    [[pem, "secret"], "options.decrypt[1]: This is not a private key. Paste it as PEM: it begins with -----BEGIN PRIVATE KEY-----."],
    [wrapping.privateKey, 'options.decrypt has a CryptoKey that cannot decrypt: import the private key with the usage "decrypt".'],
    [wrapping.publicKey, 'options.decrypt has a CryptoKey that cannot decrypt: import the private key with the usage "decrypt".'],
    ["", "options.decrypt[0]: There is nothing here. Is the variable set that the private key comes from?"],
    [
      vector.connection.idp.certificates[0],
      "options.decrypt[0]: This is a certificate or a public key. Paste the private key that belongs to it.",
    ],
    [
      short.privateKey,
      "options.decrypt[0]: The decryption key has 1024 bits, and at least 2048 are needed. Make a new one and give its certificate to the IdP; until then set minRsaBits.",
    ],
    [Array(9).fill(pem), "options.decrypt: There are 9 decryption keys; 8 are the most."],
  ];
  for (const [keys, message] of wrong) {
    const options = { ...momentOf(vector, keys), store: "none-accept-replay" };
    const error = await refused(library.verifyLogin(vector.body, vector.connection, options), TypeError);
    equal(error.message, message, "message");
  }
}

/** The connection is remembered between two calls, its keys are not. */
async function twoKeysInTurn(library, batch) {
  const vector = batch.find(({ name }) => name === "encryption/gcm-256");
  const other = batch.find(({ name }) => name === "encryption/key-sp-next");
  const verify = (decrypt) =>
    errorOf(library.verifyLogin(vector.body, vector.connection, { ...momentOf(vector, decrypt), store: "none-accept-replay" }));
  equal((await verify(vector.decrypt))?.code, undefined, "the right key");
  equal((await verify(undefined))?.code, "ERR_DECRYPTION_KEY_MISSING", "no key");
  equal((await verify(other.decrypt))?.code, "ERR_DECRYPTION_KEY_UNKNOWN", "another key");
  equal((await verify([...other.decrypt, ...vector.decrypt]))?.code, undefined, "both");
}

const momentOf = (vector, decrypt) => ({
  now: new Date(vector.now),
  inResponseTo: vector.inResponseTo,
  ...(decrypt === undefined ? {} : { decrypt }),
});

const errorOf = (promise) =>
  promise.then(
    () => undefined,
    (error) => error,
  );

const importKey = (pem, hash) =>
  crypto.subtle.importKey("pkcs8", octetsOf(pem.replace(/-----[^-]+-----|\s/g, "")), { name: "RSA-OAEP", hash }, false, ["decrypt"]);

const WANTED = "give the text of a private key, or a CryptoKey for RSA-OAEP.";
const RSA = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
