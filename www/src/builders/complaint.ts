// Which setting an error is about. The package names it at the beginning of the sentence.

export interface Complaint {
  /** `null` where it is about none of the form's. */
  readonly setting: string | null;
  readonly text: string;
}

export function complaintOf(error: unknown, settings: readonly string[]): Complaint {
  const text = error instanceof Error ? error.message : String(error);
  const named = ABOUT_CERTIFICATE.test(text) ? "certificate" : (NAMED.exec(text)?.[1] ?? "");
  const known = [named, named.replace(/\[\d+\].*$/, "")].find((name) => settings.includes(name));
  return { setting: known ?? null, text };
}

const NAMED = /^(?:connection\.|options\.)?([a-zA-Z]+(?:\[\d+\])?(?:\.[a-zA-Z]+)*)/;

/** Of the certificate beside the key the package says no name. */
const ABOUT_CERTIFICATE = /^This is (?:no certificate|a private key):/;
