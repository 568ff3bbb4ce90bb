// Where there is no message: what the text is instead, and the way on.
import { button, code, element, facts, visible } from "../dom.js";
import { fingerprint } from "../certificates.js";
import { type CertificateDetails, readCertificates } from "../library.js";
import type { Loaded } from "../loaded.js";
import { banner } from "../verdict.js";
import type { IdpError } from "./idp-errors.js";
import { type Else, whatElse } from "./what-else.js";

export interface WaysOn {
  readonly addCertificate: (pem: string) => void;
  /** The box is to be emptied of the key. */
  readonly decryptBy: (pem: string) => void;
  /** What the reader of the box said, which is of no use where it is known what the text is. */
  readonly notes: HTMLElement;
}

/** The banner for a text without a message. */
export function deadEnd(text: string, ways: WaysOn): HTMLElement {
  const found = whatElse(text);
  if (found === null) return banner("open", "No message", said("Nothing in this text is a SAML message. Below the box is how to get one."));
  ways.notes.replaceChildren();
  return drawn(found, ways);
}

/** For XML that the checks refuse by its root: what it is, if that is known. */
export function otherNotice({ message, source }: Pick<Loaded, "message" | "source">, ways: WaysOn): HTMLElement | null {
  const found = message.kind === "other" ? whatElse(source.text) : null;
  if (found?.kind === "certificate") return certificateEnd(found.pem, ways);
  return found?.kind === "said" ? element("div", { class: "notice warn dead-end" }, element("p", {}, element("strong", {}, `${found.title}. `), ...visible(found.text))) : null;
}

function drawn(found: Else, ways: WaysOn): HTMLElement {
  switch (found.kind) {
    case "certificate":
      return certificateEnd(found.pem, ways);
    case "private key":
      return keyEnd(found, ways);
    case "error":
      return errorEnd(found.errors);
    case "said":
      return banner("open", found.title, said(found.text));
  }
}

function certificateEnd(pem: string, { addCertificate }: WaysOn): HTMLElement {
  const list = element("div", {}, element("p", { class: "quiet" }, "Reading…"));
  const use = button("Use it in the connection", () => addCertificate(pem), "primary");
  const shown = banner("open", "This is a certificate", list, element("p", {}, use));
  const title = shown.querySelector(".banner-title")?.lastChild;
  readCertificates(pem).then(
    (certificates) => {
      list.replaceChildren(...certificates.map(named));
      const name = nameOf(certificates);
      if (title instanceof Text) title.data = name;
    },
    () => {
      list.replaceChildren(said("It cannot be read: it is not whole, or of a kind that SAML has not."));
      use.disabled = true;
    },
  );
  return shown;
}

function nameOf(certificates: readonly CertificateDetails[]): string {
  const kind = certificates.every(({ subject }) => subject === null) ? "public key" : "certificate";
  return certificates.length === 1 ? `This is a ${kind}` : `These are ${certificates.length} ${kind}s`;
}

const named = ({ subject, sha256, key }: CertificateDetails) => facts([["Subject", subject === null ? null : code(subject)], ["Key", key], ["SHA-256", fingerprint(sha256)]]);

function keyEnd({ pem, text }: { readonly pem: string | null; readonly text: string }, { decryptBy }: WaysOn): HTMLElement {
  const stays = said("It stays in this page, which keeps it nowhere and sends nothing. Do not paste it anywhere else.");
  if (pem === null) return banner("open", "This is a private key", stays, said(`It cannot decrypt here. ${text}`));
  return banner("open", "This is a private key", stays, element("p", {}, button("Use it to decrypt", () => decryptBy(pem), "primary")));
}

function errorEnd(errors: readonly IdpError[]): HTMLElement {
  const [first] = errors;
  const items = errors.map(({ code: written, product, meaning, change, source }) =>
    facts([["Error", element("span", {}, element("strong", {}, written), ` of ${product}`)], ["Meaning", meaning], ["What to do", change], ["Read in", element("small", {}, source.replace("https://", ""))]]));
  return banner("open", `An error of ${first?.product ?? "the identity provider"}`, said("The identity provider shows it instead of sending a SAMLResponse."), ...items);
}

const said = (text: string) => element("p", { class: "said" }, ...visible(text));
