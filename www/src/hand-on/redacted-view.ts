// The redacted message, and what was removed from it.
import { button, element } from "../dom.js";
import type { HandedOn } from "./handed-on.js";
import { idsSaid, removedSaid } from "./kinds.js";
import { outputField } from "./output.js";
import { NOT_THE_ORIGINAL } from "./verdict-note.js";

export interface View {
  readonly part: HTMLElement;
  show(handedOn: HandedOn): void;
  /** Another message comes. */
  forget(): void;
}

export function redactedView(look: (handedOn: HandedOn, xml: string) => void): View {
  let current: { handedOn: HandedOn; xml: string } | null = null;
  const lookAt = button("Look at it in this page", () => {
    if (current !== null) look(current.handedOn, current.xml);
  });
  const output = outputField("The redacted message", 7, { name: "redacted.xml", type: "application/xml" }, lookAt);
  const said = element("div", { at: { role: "status" } });
  return {
    part: element("div", {}, said, output.part),
    show(handedOn) {
      const { outcome, note, options } = handedOn;
      const isRefused = "refused" in outcome;
      output.part.hidden = isRefused;
      current = isRefused ? null : { handedOn, xml: outcome.xml };
      if (isRefused) return said.replaceChildren(element("p", { class: "notice warn refused" }, `This message cannot be redacted: ${outcome.refused}. What is data and what is markup cannot be told apart in it.`));
      output.show(outcome.xml);
      const ids = idsSaid(outcome.removed, options);
      said.replaceChildren(
        element("p", {}, element("strong", {}, "Removed: "), `${removedSaid(outcome.removed)}.`),
        ...(ids === null ? [] : [element("p", { class: "quiet" }, ids)]),
        element("p", { class: "quiet" }, note, " ", NOT_THE_ORIGINAL),
        ...(outcome.standing === 0 ? [] : [element("p", { class: "notice warn" }, `${outcome.standing} of the removed values stand elsewhere in the message as a name, an address or an entity ID, and are kept there. Look through it before you hand it on.`)]),
        ...(outcome.indistinct === 0 ? [] : [element("p", { class: "quiet" }, `${outcome.indistinct} values are so short that they share a token with another.`)]));
    },
    forget() {
      current = null;
    },
  };
}
