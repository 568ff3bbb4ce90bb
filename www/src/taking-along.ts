// What leaves the page by the reader's own hand.
import { element } from "./dom.js";

/** Browsers may forbid it: then the reader copies it from where it stands. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export interface Named {
  readonly name: string;
  readonly type: string;
}

export function download(text: string, { name, type }: Named): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { at: { href: address, download: name } }).click();
  // The browser may read it a little later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
