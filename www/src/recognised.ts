// What the box was taken for.
import { code, element, facts, visible } from "./dom.js";
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
  const inputs = messages.map((_, index) => {
    const input = element("input", { at: { type: "radio", name: "message", value: String(index) } });
    input.addEventListener("change", () => choose(index));
    return input;
  });
  const shown: Drawn = { of: recognised, inputs, details: element("div") };
  // That there is no message, the verdict says.
  const said = notes.filter((note) => !isNothing(note)).join(" ");
  area.replaceChildren(...(said === "" ? [] : [element("p", {}, ...visible(said))]), ...(messages.length < 2 ? [] : [messageList(messages, inputs)]), shown.details);
  drawn.set(area, shown);
  return shown;
}

function messageList(messages: readonly Message[], inputs: readonly HTMLInputElement[]): HTMLFieldSetElement {
  const items = messages.map((message, index) => {
    const { how, from, url, time } = message.transport;
    return element("label", { class: "choice" }, inputs[index], element("span", {}, element("strong", {}, nameOf(message)), element("small", {}, ...visible([how, from === "text" ? null : from, time, url?.slice(0, 120)].filter(Boolean).join(", ")))));
  });
  return element("fieldset", { class: "messages" }, element("legend", {}, `${messages.length} messages`), ...items);
}

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
    element("li", {}, element("span", { class: `badge ${verdict === "refused" ? "bad" : "warn"}` }, verdict === "refused" ? "✕ Damaged" : "! Odd"), " ", ...visible(text), at === null ? null : element("small", {}, ` At offset ${at.offset} of ${PLACES[at.in]}.`)));
  return [list, element("ul", { class: "problems" }, ...items)];
}

const PLACES = { parameters: "the parameters", value: "the value", compressed: "what is compressed", xml: "the XML" };

export const nameOf = ({ kind, root }: Message) => (kind === "other" ? (root?.name ?? "No XML") : kind).slice(0, 100);
