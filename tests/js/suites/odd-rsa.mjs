// Signatures by RSA keys of odd sizes and exponents: in WebAssembly products are made by vector instructions, which tests of the core,
// native ones, do not see. Logouts by HTTP-Redirect have nothing else around the signature.
import { equal, refused, runTest } from "../lib/check.mjs";
import { octetsOf } from "../lib/octets.mjs";

/** `data` is `odd-rsa/signatures.json`. */
export async function oddRsa(library, data) {
  const test = (key) => runTest(`odd RSA: ${key.bits} bits, ${key.modulus}, exponent ${key.exponent}`, () => judge(library, data, key));
  return await Promise.all(data.keys.map(test));
}

async function judge(library, { now, idp, sp, queries }, { publicKey, signatures }) {
  const connection = { idp: { ...idp, certificates: [publicKey] }, sp, policy: { minRsaBits: 1024 } };
  const verify = (digest, signature) =>
    library.verifyLogout(`${queries[digest]}&Signature=${encodeURIComponent(signature)}`, connection, {
      store: library.memoryStore({ now: () => Date.parse(now) }),
      inResponseTo: null,
      now: new Date(now),
    });
  for (const [digest, signature] of Object.entries(signatures)) {
    equal((await verify(digest, signature)).nameId, "jane", digest);
    const another = signatures[digest === "sha256" ? "sha512" : "sha256"];
    for (const wrong of [another, ...[0, 0.3, 0.7, 1].map((place) => withOneBitFlipped(signature, place))]) {
      const { rule, code } = await refused(verify(digest, wrong), library.SamlError);
      equal([rule, code], ["B03", "ERR_SIGNATURE_INVALID"], digest);
    }
  }
}

/** In the octet at this part of the length; the lowest bit, which leaves even the first octet within the modulus, or nearly. */
function withOneBitFlipped(signature, place) {
  const octets = octetsOf(signature);
  octets[Math.round(place * (octets.length - 1))] ^= 1;
  return btoa(String.fromCharCode(...octets));
}
