// What the box was taken for.
import { badge, code, element, facts, visible } from "./dom.js";
import { isNothing, type Message, type Recognised } from "./recognise/index.js";

/** The list of messages stays as it is while another is chosen: the keyboard is in it. */
export function showRecognised(area: HTMLElement, recognised: Recognised, chosen: number, choose: (index: number) => void): void {
  const known = drawn.get(area);
  const shown = known?.of === recognised && known.details.isConnected ? known : draw(area, recognised, choose);
  shown.inputs.forEach((input, index) => (input.checked = index === chosen));
  const message = recognised.messages[chosen];
  shown.details.replaceChildren(...(message === undefined ? [] : details(message)));
}

interface Drawn {
  readonly of: Recognised;
  readonly inputs: readonly HTMLInputElement[];
  readonly details: HTMLElement;
}

const drawn = new WeakMap<HTMLElement, Drawn>();

function draw(area: HTMLElement, recognised: Recognised, choose: (index: number) => void): Drawn {
  const { messages, notes } = recognised;
  const of = (each: Message) => [nameOf(each), each.transport.how, each.transport.from === "text" ? null : each.transport.from, each.transport.time, addressOf(each)] as const;
  const list = messages.length < 2 ? null : messageChoice(messages, 0, choose, { name: "message", legend: `${messages.length} messages`, of });
  const details = element("div");
  // That there is no message, the verdict says.
  const said = notes.filter((note) => !isNothing(note)).join(" ");
  area.replaceChildren(...(said === "" ? [] : [element("p", {}, ...visible(said))]), ...(list === null ? [] : [list]), details);
  const shown: Drawn = { of: recognised, inputs: [...(list?.querySelectorAll("input") ?? [])], details };
  drawn.set(area, shown);
  return shown;
}

/** Which of several messages, `of` each what tells it from the others. */
export function messageChoice(messages: readonly Message[], chosen: number, choose: (index: number) => void, { name, legend, of }: ChoiceWords): HTMLFieldSetElement {
  const items = messages.map((message, index) => {
    const input = element("input", { at: { type: "radio", name, value: String(index) } });
    input.checked = index === chosen;
    input.addEventListener("change", () => choose(index));
    const [title, ...details] = of(message);
    return element("label", { class: "choice" }, input, element("span", {}, element("strong", {}, ...visible(title)), element("small", {}, ...visible(details.filter(Boolean).join(", ")))));
  });
  return element("fieldset", { class: "messages" }, element("legend", {}, legend), ...items);
}

interface ChoiceWords {
  /** Of the group of buttons: there may be two on the page. */
  readonly name: string;
  readonly legend: string;
  readonly of: (message: Message) => readonly [string, ...(string | null)[]];
}

/** As much of its address as a line has room for. */
export const addressOf = ({ transport: { url } }: Message): string | null => url?.slice(0, 120) ?? null;

function details(message: Message): HTMLElement[] {
  const { transport, steps, problems, xml } = message;
  const list = facts([
    ["Message", element("span", {}, element("strong", {}, nameOf(message)), `, ${xml.length.toLocaleString("en")} bytes`)],
    ["Decoded from", steps.length === 0 ? null : element("span", {}, ...visible(steps.join(", then ")))],
    ["Sent to", transport.url === null ? null : code(transport.url.slice(0, 300))],
    ["RelayState", transport.relayState === null || transport.relayState === "" ? null : code(transport.relayState)],
  ]);
  if (problems.length === 0) return [list];
  const items = problems.map(({ text, verdict, at }) =>
    element("li", {}, badge(verdict === "refused" ? "bad" : "warn", verdict === "refused" ? "✕ Damaged" : "! Odd"), " ", ...visible(text), at === null ? null : element("small", {}, ` At offset ${at.offset} of ${PLACES[at.in]}.`)));
  return [list, element("ul", { class: "problems" }, ...items)];
}

const PLACES = { parameters: "the parameters", value: "the value", compressed: "what is compressed", xml: "the XML" };

export const nameOf = ({ kind, root }: Message) => (kind === "other" ? (root?.name ?? "No XML") : kind).slice(0, 100);
