// The signature in a query, which is over octets that the page has as they came (bindings 3.4.4.1).
import type { CertificateDetails } from "../library.js";
import { DSIG, DSIG_MORE } from "../names.js";
import { octetsOf } from "../octets.js";
import type { Transport } from "../recognise/index.js";
import { asking, type Finding } from "./finding.js";
import { publicKeyInfo, type PublicKeyInfo } from "./spki.js";

export interface Keys {
  /** Whose they are, and where they stand, as in "the certificates of the connection". */
  readonly whose: string;
  readonly certificates: readonly CertificateDetails[];
}

/** `null` where the message has no signature in a query. */
export async function querySignature(transport: Pick<Transport, "signed" | "sigAlg" | "signature" | "query">, { whose, certificates }: Keys): Promise<Finding | null> {
  const { signed, sigAlg, signature } = transport;
  if (signature === null) return null;
  const { pass, fail, skip } = asking("query-signature", "The signature of the query verifies", "bindings 3.4.4.1");
  const repeated = repeatedIn(transport.query ?? "");
  if (repeated !== null) return fail(`The query carries ${repeated} more than once: what is verified need not be what is read, and production refuses it.`, { found: repeated });
  if (signed === null || sigAlg === null) return skip("The query is not whole here, and so its signature cannot be verified.");
  const algorithm = ALGORITHMS.get(sigAlg);
  if (algorithm === undefined) return fail("This page does not know the signature algorithm.", { found: sigAlg });
  const octets = octetsOf(signature);
  if (octets === null) return fail("The signature is not base64.", { found: signature.slice(0, 200) });
  if (certificates.length === 0) return skip(`Give ${whose} to verify it.`);
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined) return skip("This browser verifies signatures only for pages over https, on this machine, or from a file. Open this page in one of these ways.");
  for (const certificate of certificates.slice(0, MOST)) {
    const key = await verifyingKey(subtle, certificate, algorithm, octets, Uint8Array.from(signed));
    if (key === null) continue;
    const signer = certificate.subject ?? `the public key ${certificate.sha256.slice(0, 16)}…`;
    const weakness = weaknessOf(algorithm, key);
    if (weakness !== null) return fail(`It verifies with ${signer}, but ${weakness}.`, { found: sigAlg });
    return pass(`It verifies with ${signer}: the query was signed by that key, and not altered since.`);
  }
  return fail(`It verifies with none of ${whose}. The query was altered after it was signed, encoded anew on its way, or signed by another key.`, { found: sigAlg });
}

/** Whoever gets it twice may verify the one and use the other. */
function repeatedIn(query: string): string | null {
  const names = query.split("&").map((pair) => new URLSearchParams(pair).keys().next().value);
  return PARAMETERS.find((name) => names.indexOf(name) !== names.lastIndexOf(name)) ?? null;
}

/** Why production refuses by default what verifies. */
function weaknessOf({ kind, hash }: Algorithm, { algorithm }: CryptoKey): string | null {
  if (hash === "SHA-1") return `by SHA-1, for which others can make a second message: production refuses it${kind === "RSA" ? " unless allowSha1 is set" : ""}`;
  const { modulusLength } = algorithm as Partial<RsaKeyAlgorithm>;
  if (modulusLength !== undefined && modulusLength < LEAST_BITS) return `its RSA key has only ${modulusLength} bits: production refuses fewer than ${LEAST_BITS} unless minRsaBits is set`;
  return null;
}

/** `null` where the signature does not verify with it. */
async function verifyingKey(subtle: SubtleCrypto, { certificate }: CertificateDetails, { kind, hash }: Algorithm, signature: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>): Promise<CryptoKey | null> {
  const key = publicKeyInfo(octetsOf(certificate) ?? new Uint8Array());
  if (key === null || (key.kind === "RSA") !== (kind === "RSA") || key.kind === "other") return null;
  try {
    const named = importOf(key.kind, hash);
    const imported = await subtle.importKey("spki", key.octets, named, false, ["verify"]);
    return (await subtle.verify(kind === "RSA" ? named : { name: "ECDSA", hash }, imported, signature, signed)) ? imported : null;
  } catch {
    // A key that the browser does not take verifies nothing.
    return null;
  }
}

const importOf = (kind: PublicKeyInfo["kind"], hash: string) => (kind === "RSA" ? { name: "RSASSA-PKCS1-v1_5", hash } : { name: "ECDSA", namedCurve: kind });

interface Algorithm {
  readonly kind: "RSA" | "ECDSA";
  readonly hash: string;
}

/** RFC 9231, 2.3. ECDSA's values are the two numbers after each other, as WebCrypto has them. */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  [`${DSIG}rsa-sha1`, { kind: "RSA", hash: "SHA-1" }],
  ...(["256", "384", "512"] as const).flatMap((bits): [string, Algorithm][] => [
    [`${DSIG_MORE}rsa-sha${bits}`, { kind: "RSA", hash: `SHA-${bits}` }],
    [`${DSIG_MORE}ecdsa-sha${bits}`, { kind: "ECDSA", hash: `SHA-${bits}` }],
  ]),
  [`${DSIG_MORE}ecdsa-sha1`, { kind: "ECDSA", hash: "SHA-1" }],
]);

const PARAMETERS = ["SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature"];
const LEAST_BITS = 2048;

/** Keys that are tried. */
const MOST = 16;
