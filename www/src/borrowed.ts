// Settings that an example brings along are its own: the reader's come back when it goes.
import { button, element } from "./dom.js";

export interface Borrowed {
  /** Remembers the reader's settings, unless an example's are there already. */
  borrow(): void;
  /** Puts them back, if there is anything to put back. */
  giveBack(): void;
}

/** `snapshots`: each remembers something now, and hands out what puts it back. */
export function borrowedSettings(notice: HTMLElement, snapshots: readonly (() => () => void)[], changed: () => void): Borrowed {
  let restore: readonly (() => void)[] | null = null;
  const giveBack = () => {
    for (const each of restore ?? []) each();
    restore = null;
    notice.replaceChildren();
  };
  return {
    borrow() {
      restore ??= snapshots.map((snapshot) => snapshot());
      notice.replaceChildren(element("p", { class: "quiet" }, "The connection, the clock and the key are those of the example. ", button("Use mine", () => {
        giveBack();
        changed();
      }, "link")));
    },
    giveBack,
  };
}
