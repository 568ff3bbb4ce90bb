// A link that holds the message.
import { button, element } from "../dom.js";
import { switchField } from "../fields.js";
import { type HandedOn, noteAsItIs } from "./handed-on.js";
import { fragmentOf, LONG_LINK, LONGEST_LINK, type Shared } from "./link.js";
import { outputField } from "./output.js";
import type { View } from "./redacted-view.js";

export function shareView(): View {
  let current: HandedOn | null = null;
  let isWarned = false;
  /** What was begun last: a link that took longer is not shown any more. */
  let turn = 0;
  const draw = () => void make();
  const withConnection = switchField("With the connection and the ID of the request (never the decryption key)", draw);
  const asItIs = switchField("Share the message as it is, not redacted", () => {
    isWarned = false;
    draw();
  });
  const agree = button("Make the link all the same", () => {
    isWarned = true;
    draw();
  });
  const warning = element("div", { class: "notice warn", at: { hidden: "" } }, element("p", {}, element("strong", {}, "Who has the link has the login data: "), "names, attributes and, while it is valid, perhaps the login itself. Links are kept by chats, mails and browser histories, and nobody can take them back."), agree);
  const output = outputField("The link", 3, null);
  const said = element("div", { at: { role: "status" } });

  async function make(): Promise<void> {
    const mine = (turn += 1);
    if (current === null) return;
    const { outcome, options, text } = current;
    const isAsItIs = asItIs.value !== "";
    setDisabled(asItIs.row, text === null);
    setDisabled(withConnection.row, saysRemoved(current, isAsItIs) || current.loaded.question.connection === null);
    warning.hidden = !isAsItIs || isWarned;
    const xml = isAsItIs ? (isWarned ? text : null) : "refused" in outcome ? null : outcome.xml;
    output.part.hidden = true;
    if (xml === null) return said.replaceChildren(...(isAsItIs ? [] : [element("p", { class: "quiet" }, "There is no redacted message to share.")]));
    const fragment = await fragmentOf(sharedOf(current, xml, isAsItIs, withConnection.value !== ""));
    if (mine !== turn) return;
    const link = (location.protocol === "file:" ? "" : location.origin + location.pathname + location.search) + fragment;
    const isTooLong = link.length > LONGEST_LINK;
    output.part.hidden = isTooLong;
    if (!isTooLong) output.show(link);
    said.replaceChildren(...remarks(link.length).map((remark) => element("p", { class: remark.isWarning ? "notice warn" : "quiet" }, remark.text)),
      ...(saysRemoved(current, isAsItIs) ? [element("p", { class: "quiet" }, `The connection is not offered: it says ${options.hosts ? "the entity IDs" : options.ids ? "the IDs" : "the certificates"} that were removed.`)] : []));
  }

  return {
    part: element("div", {},
      element("p", { class: "quiet" }, "The message is put into the part of the address after #, which browsers send to no server. This page, opened with the link, reads it there."),
      withConnection.row, asItIs.row, warning, said, output.part),
    show(handedOn) {
      current = handedOn;
      draw();
    },
    forget() {
      [current, asItIs.value, isWarned] = [null, "", false];
    },
  };
}

/** The connection would say what was to be removed. */
const saysRemoved = ({ options }: HandedOn, isAsItIs: boolean) => !isAsItIs && (options.hosts || options.certificates || options.ids);

function sharedOf(handedOn: HandedOn, xml: string, isAsItIs: boolean, withConnection: boolean): Shared {
  const { connection, inResponseTo, now } = handedOn.loaded.question;
  const isGiven = withConnection && connection !== null && !saysRemoved(handedOn, isAsItIs);
  // The note says what was expected, which a removal of IDs and hosts must not undo.
  return { xml, connection: isGiven ? connection : null, inResponseTo: isGiven ? expectedIn(handedOn, isAsItIs, inResponseTo) : undefined, now, note: isAsItIs ? noteAsItIs(handedOn) : handedOn.note, isRedacted: !isAsItIs };
}

/** Where the message's own has a token in its place, the real one would give it away, and never fit. */
function expectedIn({ shown }: HandedOn, isAsItIs: boolean, expected: string | null | undefined): string | null | undefined {
  return isAsItIs || expected === undefined || expected === null || shown.value(expected) === expected ? expected : undefined;
}

function remarks(length: number): { text: string; isWarning: boolean }[] {
  const isFile = location.protocol === "file:";
  const size = `${length.toLocaleString("en")} characters.`;
  if (length > LONGEST_LINK) return [{ text: `${size} Browsers refuse links of more than ${LONGEST_LINK.toLocaleString("en")}: download the message, and send it as a file.`, isWarning: true }];
  return [
    { text: size, isWarning: false },
    ...(length > LONG_LINK ? [{ text: "Chat programs and mail may cut a link this long. Try it, or download the message and send it as a file.", isWarning: true }] : []),
    ...(isFile ? [{ text: "This page is a file on this machine. The other needs the same file: this is the part to append to its address.", isWarning: false }] : []),
  ];
}

function setDisabled(row: HTMLElement, isDisabled: boolean): void {
  const input = row.querySelector("input");
  if (input !== null) input.disabled = isDisabled;
}
