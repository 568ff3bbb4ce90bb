// What the box was taken for.
import { badge, code, element, facts, visible } from "./dom.js";
import type { Message, Recognised } from "./recognise/index.js";

export function showRecognised(area: HTMLElement, { messages, notes }: Recognised, chosen: number, choose: (index: number) => void): void {
  const message = messages[chosen];
  area.replaceChildren(
    element("p", {}, ...visible(notes.join(" "))),
    ...(messages.length < 2 ? [] : [messageChoice(messages, chosen, choose, { name: "message", legend: `${messages.length} messages`, of: (each) => [nameOf(each), each.transport.how, each.transport.from === "text" ? null : each.transport.from, each.transport.time, addressOf(each)] })]),
    ...(message === undefined ? [] : [details(message)]),
  );
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

function details(message: Message): HTMLElement {
  const { transport, steps, problems, xml } = message;
  return element("div", {},
    facts([
      ["Message", element("span", {}, element("strong", {}, nameOf(message)), `, ${xml.length.toLocaleString("en")} octets`)],
      ["Undone", steps.length === 0 ? null : element("span", {}, ...visible(steps.join(", then ")))],
      ["Sent to", transport.url === null ? null : code(transport.url.slice(0, 300))],
      ["RelayState", transport.relayState === null || transport.relayState === "" ? null : code(transport.relayState)],
    ]),
    problems.length === 0 ? null : element("ul", { class: "problems" }, ...problems.map(({ text, verdict, at }) =>
      element("li", {}, badge(verdict === "refused" ? "bad" : "warn", verdict === "refused" ? "✕ Refused on arrival" : "! Odd"), " ", ...visible(text), at === null ? null : element("small", {}, ` At offset ${at.offset} of ${PLACES[at.in]}.`)))));
}

const PLACES = { parameters: "the parameters", value: "the value", compressed: "what is compressed", xml: "the XML" };

export const nameOf = ({ kind, root }: Message) => (kind === "other" ? (root?.name ?? "No XML") : kind).slice(0, 100);
