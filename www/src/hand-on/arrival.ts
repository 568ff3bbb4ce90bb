// What came by a link, or is a redacted copy, says so above everything else.
import { element, visible } from "../dom.js";
import type { Panel } from "../loaded.js";
import { base64 } from "../octets.js";
import { BadLink, PREFIX, readFragment, type Shared } from "./link.js";

export interface Arrival extends Panel {
  /** Reads the fragment of the address, if there is a message in it, and takes it out of the address and the history. */
  open(): boolean;
  /** Whether it is a redacted copy, by its own account: nothing can be verified in it. */
  isRedacted(): boolean;
  /** A copy made here. */
  look(xml: string, note: string): void;
}

/** `load` sets the clock and the connection, where there are, and puts the text into the box. */
export function arrival(area: HTMLElement, box: HTMLTextAreaElement, load: (text: string, shared: Shared | null) => void): Arrival {
  /** What the box holds as long as the notice is of it. */
  let ours: string | null = null;
  let isRedacted = false;

  function bring(xml: string, shared: Shared | null, notice: HTMLElement): void {
    // Before the text is read: the verdict on it asks.
    isRedacted = shared?.isRedacted ?? true;
    load(exactly(xml), shared);
    ours = box.value;
    area.replaceChildren(notice);
  }

  return {
    open() {
      if (!location.hash.startsWith(PREFIX)) return false;
      const { hash } = location;
      forgetFragment();
      try {
        const shared = readFragment(hash);
        bring(shared.xml, shared, linkNotice(shared));
      } catch (error) {
        if (!(error instanceof BadLink)) throw error;
        ours = box.value;
        area.replaceChildren(notice("From a link", element("p", {}, `This link cannot be read: ${error.message}. Ask whoever sent it for the message itself.`)));
      }
      return true;
    },
    isRedacted: () => isRedacted && ours === box.value,
    look(xml, note) {
      bring(xml, null, notice("A redacted copy", element("p", {}, note)));
      area.scrollIntoView({ block: "nearest" });
    },
    show() {
      if (ours === null || box.value === ours) return;
      ours = null;
      area.replaceChildren();
    },
  };
}

function linkNotice({ connection, now, note }: Shared): HTMLElement {
  return notice("From a link",
    element("p", {}, "Nobody has verified what is in it. Its message stands in the box below, and the clock at the time of the link: ", element("time", { at: { datetime: now.toISOString() } }, now.toISOString().slice(0, 19).replace("T", " "), " UTC"), "."),
    note.trim() === "" ? null : element("div", {}, element("p", { class: "whose" }, "Whoever made the link says:"), element("blockquote", {}, ...visible(note))),
    connection === null ? null : element("p", {}, element("strong", {}, "The connection came from the link, too. "), "Whoever writes a message can write a connection that it fits: that the checks pass says nothing until you have compared the connection with your own."));
}

const notice = (title: string, ...children: (HTMLElement | null)[]) => element("div", { class: "card arrival" }, element("p", { class: "arrival-title" }, title), ...children);

/** A field of text turns CR LF into LF, and what does not begin as XML could be taken for something else: base64 keeps both. */
const exactly = (xml: string) => (xml.startsWith("<") && !xml.includes("\r") ? xml : base64(new TextEncoder().encode(xml)));

function forgetFragment(): void {
  try {
    history.replaceState(null, "", location.pathname + location.search);
  } catch {
    // Some browsers let a page from a file not do so.
    location.hash = "";
  }
}
