// `node make.mjs > signatures.json`: one logout, signed by RSA keys of odd sizes. Anew each time: the private keys are not kept.
//
// Limbs have 27 bits in WebAssembly, and products go four limbs at a time: sizes lie around whole limbs, whole turns (108 bits, two of
// which stay free) and whole octets. Where half of a modulus is ones or zeros, so are its limbs, which is where carries go wrong.
import { checkPrimeSync, createPrivateKey, createPublicKey, generatePrimeSync, sign } from "node:crypto";

const [ORDINARY, ONES_ABOVE, ZEROS_ABOVE, ONES_BELOW, ZEROS_BELOW] = ["ordinary", "ones above", "zeros above", "ones below", "zeros below"];

const KEYS = [
  [1024, 3, ORDINARY],
  [1025, 17, ORDINARY],
  [1031, 65537, ORDINARY],
  [1053, 3, ORDINARY],
  [1077, 17, ZEROS_BELOW],
  [1078, 65537, ONES_ABOVE],
  [1079, 3, ZEROS_ABOVE],
  [1080, 17, ONES_BELOW],
  [1186, 3, ONES_BELOW],
  [1187, 65537, ORDINARY],
  [1297, 17, ORDINARY],
  [1537, 3, ORDINARY],
  [2042, 65537, ORDINARY],
  [2048, 17, ONES_ABOVE],
  [2049, 3, ZEROS_BELOW],
  [2050, 65537, ONES_BELOW],
  [2051, 17, ZEROS_ABOVE],
  [2053, 3, ORDINARY],
  [3022, 17, ONES_ABOVE],
  [3023, 65537, ORDINARY],
  [4095, 3, ORDINARY],
  [4096, 65537, ONES_ABOVE],
];

const LOGOUT = {
  now: "2026-11-24T10:00:00Z",
  idp: { entityId: "https://idp.example.com/", sloUrl: "https://idp.example.com/slo" },
  sp: { entityId: "https://sp.example.com/", acsUrl: "https://sp.example.com/acs", sloUrl: "https://sp.example.com/slo" },
};

const inverse = (number, modulus) => {
  let [a, b, x, y] = [((number % modulus) + modulus) % modulus, modulus, 1n, 0n];
  while (a > 1n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return ((x % modulus) + modulus) % modulus;
};

/** A prime that begins with two ones. */
const prime = (bits) => generatePrimeSync(bits, { bigint: true });

/** The second prime: `made` gives what may be one, again and again. */
function primeBy(made) {
  for (;;) {
    const number = made();
    if (checkPrimeSync(number)) return number;
  }
}

/** Candidates with which the lower half of the modulus, but for 48 bits, is `end`. They begin where the modulus has its bits. */
function endingIn(end, p, bits) {
  const low = 1n << BigInt((bits >> 1) - 48);
  const lowest = (inverse(p, low) * (low + end)) % low;
  let high = (3n << BigInt(bits - 2)) / p / low;
  return () => lowest + high++ * low;
}

function secondPrime(p, bits, kind) {
  const [top, half] = [1n << BigInt(bits), 1n << BigInt(bits - 1)];
  let below = ((top - 1n) / p + 1n) | 1n;
  if (kind === ONES_ABOVE) return primeBy(() => (below -= 2n));
  let above = (half / p) | 1n;
  if (kind === ZEROS_ABOVE) return primeBy(() => (above += 2n));
  if (kind === ONES_BELOW) return primeBy(endingIn(-1n, p, bits));
  if (kind === ZEROS_BELOW) return primeBy(endingIn(1n, p, bits));
  return prime(bits - (bits >> 1));
}

function privateKey(bits, exponent, kind) {
  const e = BigInt(exponent);
  for (;;) {
    const p = prime(bits >> 1);
    if (p % e === 1n) continue;
    const q = secondPrime(p, bits, kind);
    if (q % e === 1n || (p * q).toString(2).length !== bits) continue;
    const [n, d] = [p * q, inverse(e, (p - 1n) * (q - 1n))];
    const members = { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
    const jwk = Object.fromEntries(Object.entries(members).map(([name, number]) => [name, base64url(number)]));
    return createPrivateKey({ key: { kty: "RSA", ...jwk }, format: "jwk" });
  }
}

function base64url(number) {
  const digits = number.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex").toString("base64url");
}

const xml =
  `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${LOGOUT.sp.sloUrl}" ID="_odd" IssueInstant="${LOGOUT.now}" Version="2.0">` +
  `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${LOGOUT.idp.entityId}</saml:Issuer>` +
  `<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">jane</saml:NameID></samlp:LogoutRequest>`;
// One stored block of DEFLATE.
const header = Buffer.from([1, xml.length & 255, xml.length >> 8, ~xml.length & 255, (~xml.length >> 8) & 255]);
const request = encodeURIComponent(Buffer.concat([header, Buffer.from(xml)]).toString("base64"));
const queries = Object.fromEntries(
  ["sha256", "sha512"].map((digest) => [digest, `SAMLRequest=${request}&SigAlg=${encodeURIComponent(`http://www.w3.org/2001/04/xmldsig-more#rsa-${digest}`)}`]),
);
const keys = KEYS.map(([bits, exponent, kind]) => {
  const key = privateKey(bits, exponent, kind);
  const publicKey = createPublicKey(key);
  const signatures = Object.entries(queries).map(([digest, query]) => [digest, sign(digest, Buffer.from(query), key).toString("base64")]);
  return { bits, exponent, modulus: kind, publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"), signatures: Object.fromEntries(signatures) };
});
console.log(JSON.stringify({ ...LOGOUT, queries, keys }, undefined, 1));
