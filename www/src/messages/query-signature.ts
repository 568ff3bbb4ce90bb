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
export async function querySignature(transport: Pick<Transport, "signed" | "sigAlg" | "signature">, { whose, certificates }: Keys): Promise<Finding | null> {
  const { signed, sigAlg, signature } = transport;
  if (signature === null) return null;
  const { pass, fail, skip } = asking("query-signature", "The signature of the query verifies", "bindings 3.4.4.1");
  if (signed === null || sigAlg === null) return skip("The query is not whole here, and so its signature cannot be verified.");
  const algorithm = ALGORITHMS.get(sigAlg);
  if (algorithm === undefined) return fail("This page does not know the signature algorithm.", { found: sigAlg });
  const octets = octetsOf(signature);
  if (octets === null) return fail("The signature is not base64.", { found: signature.slice(0, 200) });
  if (certificates.length === 0) return skip(`Give ${whose} to verify it.`);
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (subtle === undefined) return skip("This browser verifies signatures only for pages over https, on this machine, or from a file. Open this page in one of these ways.");
  for (const certificate of certificates.slice(0, MOST)) {
    if (await verifies(subtle, certificate, algorithm, octets, Uint8Array.from(signed))) return pass(`It verifies with ${certificate.subject ?? `the public key ${certificate.sha256.slice(0, 16)}…`}: the query was signed by that key, and not altered since.`);
  }
  return fail(`It verifies with none of ${whose}. The query was altered after it was signed, encoded anew on its way, or signed by another key.`, { found: sigAlg });
}

async function verifies(subtle: SubtleCrypto, { certificate }: CertificateDetails, { kind, hash }: Algorithm, signature: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const key = publicKeyInfo(octetsOf(certificate) ?? new Uint8Array());
  if (key === null || (key.kind === "RSA") !== (kind === "RSA") || key.kind === "other") return false;
  try {
    const named = importOf(key.kind, hash);
    const imported = await subtle.importKey("spki", key.octets, named, false, ["verify"]);
    return await subtle.verify(kind === "RSA" ? named : { name: "ECDSA", hash }, imported, signature, signed);
  } catch {
    // A key that the browser does not take verifies nothing.
    return false;
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

/** Keys that are tried. */
const MOST = 16;
