// Frames around keys.

/** Many in one text: each needs its frame. What is PEM already stays. */
export function pem(certificate: string): string {
  if (certificate.includes("-----BEGIN")) return certificate.trim();
  // A SubjectPublicKeyInfo begins with the sequence of its algorithm; a certificate with that of what is signed, which is longer.
  const label = isCertificate(certificate) ? "CERTIFICATE" : "PUBLIC KEY";
  return `-----BEGIN ${label}-----\n${certificate.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END ${label}-----`;
}

/** Inside the outer SEQUENCE of a certificate stands one whose first member is a tag [0] or an INTEGER; of a key, an OBJECT IDENTIFIER. */
function isCertificate(base64: string): boolean {
  try {
    const octets = Array.from(atob(base64.slice(0, 64)), (character) => character.charCodeAt(0));
    const contentAt = (at: number) => at + 2 + ((octets[at + 1] ?? 0) >= 0x80 ? (octets[at + 1] ?? 0) & 0x7f : 0);
    return octets[contentAt(contentAt(0))] !== 0x06;
  } catch {
    return true;
  }
}
