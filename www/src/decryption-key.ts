// The key to decrypt by. It stays in this field, and is never saved.
import { element } from "./dom.js";
import { fileButton, textField } from "./fields.js";

export interface DecryptionKey {
  read(): string | null;
  set(pem: string): void;
  /** Remembers the key; what it hands out puts it back. */
  snapshot(): () => void;
  open(): void;
  /** Of the box: the section opens, so that the reader sees where it went. */
  take(pem: string): void;
  /** Whether the message has something to decrypt. */
  show(isEncrypted: boolean): void;
}

export function decryptionKey(section: HTMLDetailsElement, changed: () => void): DecryptionKey {
  let isNeeded = false;
  const state = element("span", { class: "quiet" });
  const edited = () => {
    describe();
    changed();
  };
  const field = textField("Private key of this application", "PEM: PKCS#8 or PKCS#1, not encrypted. It is used in this page only, and is never saved.", edited, 3);
  const describe = () => {
    state.textContent = field.value.trim() !== "" ? "given" : isNeeded ? "none, and the message is encrypted" : "none";
  };
  section.replaceChildren(
    element("summary", {}, element("h3", {}, "Decryption key"), state),
    field.row,
    element("div", { class: "row" }, fileButton("From a file", (text) => {
      field.value = text;
      edited();
    })),
  );
  describe();
  return {
    read: () => (field.value.trim() === "" ? null : field.value),
    set(pem) {
      field.value = pem;
      describe();
    },
    snapshot() {
      const { value } = field;
      return () => {
        field.value = value;
        describe();
      };
    },
    open() {
      section.open = true;
      section.scrollIntoView({ block: "start" });
      field.row.querySelector("textarea")?.focus({ preventScroll: true });
    },
    take(pem) {
      field.value = pem;
      describe();
      section.open = true;
      section.scrollIntoView({ block: "nearest" });
      field.row.querySelector("textarea")?.focus({ preventScroll: true });
    },
    show(isEncrypted) {
      isNeeded = isEncrypted;
      describe();
    },
  };
}
