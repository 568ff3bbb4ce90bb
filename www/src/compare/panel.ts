// The tool that compares what is loaded with another message.
import { button, element } from "../dom.js";
import { fileChoice, takeLongPastes, textField } from "../fields.js";
import { type Loaded, openedPanel, type Panel } from "../loaded.js";
import type { Message, Recognised } from "../recognise/index.js";
import { addressOf, messageChoice, nameOf } from "../recognised.js";
import { textReader } from "../recognition.js";
import { readBoth } from "./read.js";
import { drawn, summaryOf } from "./result.js";
import type { Sides } from "./table.js";

/** `clearBox` makes room for the next message. */
export function comparePanel(section: HTMLDetailsElement, clearBox: () => void): Panel {
  const readText = textReader();
  let loaded: Loaded | null = null;
  let kept: Message | null = null;
  let given: Recognised | null = null;
  let chosen = 0;
  /** What was begun last: what was begun before is not shown any more. */
  let turn = 0;

  const field = textField("The other message", "Anything that the box above takes: a SAMLResponse, XML, a URL, a HAR file.", () => void read(), 3);
  const file = fileChoice("Choose a file for the other", "A file with the other message", (text) => {
    field.value = text;
    void read();
  });
  const keep = button("Keep this one, and load another", () => {
    kept = loaded?.message ?? null;
    clearBox();
    show();
  });
  const forget = button("Forget the kept one", () => {
    kept = null;
    show();
    keep.focus();
  });
  const choices = element("div", {});
  const state = element("p", { class: "said", at: { role: "status" } });
  const result = element("div", { class: "comparison" });
  takeLongPastes(field.row, (text) => {
    field.value = text;
    void read();
  });

  async function read(): Promise<void> {
    const mine = (turn += 1);
    given = null;
    chosen = 0;
    choices.replaceChildren();
    if (field.value.trim() === "") return show();
    result.replaceChildren();
    state.textContent = "Reading…";
    try {
      const found = await readText(field.value);
      if (mine !== turn) return;
      given = found;
      chosen = Math.max(0, found.messages.findIndex(({ kind }) => kind === loaded?.message.kind));
      show();
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  function show(): void {
    const mine = (turn += 1);
    field.row.hidden = file.hidden = choices.hidden = kept !== null;
    keep.hidden = kept !== null;
    keep.disabled = loaded === null;
    forget.hidden = kept === null;
    choices.replaceChildren(...(given === null || given.messages.length < 2 ? [] : [messageChoice(given.messages, chosen, choose, { name: "compared", legend: `${given.messages.length} messages: which is the other?`, of: (each) => [described(each), each.transport.time, addressOf(each)] })]));
    void compareChosen(mine);
  }

  function choose(index: number): void {
    chosen = index;
    void compareChosen((turn += 1));
  }

  async function compareChosen(mine: number): Promise<void> {
    const current = loaded?.message ?? null;
    const [one, other] = kept !== null ? [kept, current] : [current, given?.messages[chosen] ?? null];
    if (loaded === null || one === null || other === null || one === other) {
      result.replaceChildren();
      state.textContent = waiting();
      return;
    }
    try {
      const found = await readBoth(one, other, loaded);
      if (mine !== turn) return;
      state.textContent = summaryOf(found);
      result.replaceChildren(...drawn(found, sidesOf(one, other)));
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  function waiting(): string {
    if (kept !== null) return `Kept as the first: ${described(kept)}. Load the second in the box above.`;
    if (loaded === null) return "Load the first message in the box above.";
    return given === null ? "" : "Nothing in this text is a SAML message.";
  }

  function sidesOf(one: Message, other: Message): Sides {
    const [first, second] = kept === null ? ["In the box above", "The other"] : ["Kept", "In the box above"];
    return [{ title: first ?? "", described: described(one) }, { title: second ?? "", described: described(other) }];
  }

  function fail(error: unknown): void {
    result.replaceChildren();
    state.textContent = `They could not be compared: ${error instanceof Error ? error.message : String(error)}`;
  }

  section.append(
    element("summary", {}, element("h3", {}, "Compare with another message"), element("span", { class: "quiet" }, "a login that works, and one that does not")),
    field.row,
    element("div", { class: "row" }, file, keep, forget),
    choices,
    state,
    result,
  );
  return openedPanel(section, (next) => {
    loaded = next;
    show();
  });
}

const described = (message: Message) => `${nameOf(message)}, ${message.xml.length.toLocaleString("en")} octets`;
