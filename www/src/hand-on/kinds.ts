// What is removed from a message, and what the reader can choose.

export interface Options {
  readonly ids: boolean;
  readonly hosts: boolean;
  readonly certificates: boolean;
  readonly ciphertext: boolean;
  readonly signatures: boolean;
  /** `jane.doe@example.com` becomes `xxxxxxxx@example.com`. */
  readonly keepDomains: boolean;
}

/** Digests and signatures go as well: with the rest of the message known, whoever guesses a name can see by them whether he guessed right. */
export const USUAL: Options = { ids: false, hosts: false, certificates: false, ciphertext: true, signatures: true, keepDomains: false };

export type Kind = keyof typeof KINDS;

/** One, and several. */
export const KINDS = {
  subject: ["name of the user", "names of the user"],
  attribute: ["attribute value", "attribute values"],
  session: ["session index", "session indexes"],
  network: ["network address", "network addresses"],
  query: ["query of an address", "queries of addresses"],
  comment: ["comment or instruction", "comments or instructions"],
  text: ["other text", "other texts"],
  id: ["ID", "IDs"],
  host: ["entity ID or address", "entity IDs or addresses"],
  holder: ["name of a certificate’s subject or issuer, or of a key", "names of certificates’ subjects and issuers, or of keys"],
  certificate: ["part of a certificate or key", "parts of certificates or keys"],
  ciphertext: ["ciphertext", "ciphertexts"],
  signature: ["digest or signature value", "digest or signature values"],
} as const;

export interface Removed {
  readonly kind: Kind;
  readonly count: number;
}

/** Why IDs went although the reader keeps them; `null` where none did. */
export function idsSaid(removed: readonly Removed[], { ids }: Pick<Options, "ids">): string | null {
  const count = removed.find(({ kind }) => kind === "id")?.count ?? 0;
  if (ids || count === 0) return null;
  return `${count === 1 ? "One ID was removed although IDs stay: it" : `${count} IDs were removed although IDs stay: each`} is equal to a value that was removed, such as a session index, or holds an e-mail address, and would give it away.`;
}

export const removedSaid = (removed: readonly Removed[]): string =>
  removed.length === 0 ? "nothing" : removed.map(({ kind, count }) => `${count} ${KINDS[kind][count === 1 ? 0 : 1]}`).join(", ");
