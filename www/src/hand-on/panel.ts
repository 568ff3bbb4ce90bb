// The tool: what is handed on of a message, and how.
import { element } from "../dom.js";
import { switchField } from "../fields.js";
import { type Loaded, openedPanel, type Panel } from "../loaded.js";
import { type HandedOn, handedOn } from "./handed-on.js";
import { type Options, USUAL } from "./kinds.js";
import { redactedView } from "./redacted-view.js";
import { reportView } from "./report-view.js";
import { shareView } from "./share-view.js";
import { NOT_THE_ORIGINAL } from "./verdict-note.js";

/** `look`: shows a redacted copy in this page, with what is to be said of it. */
export function handOnPanel(section: HTMLDetailsElement, look: (xml: string, note: string) => void): Panel {
  let current: HandedOn | null = null;
  const choices = optionFields(() => {
    if (current !== null) show(current.loaded);
  });
  const redacted = redactedView(({ note }, xml) => look(xml, `${note} ${NOT_THE_ORIGINAL}`));
  const [share, report] = [shareView(), reportView()];
  const nothing = element("p", { class: "quiet" }, "There is no message to hand on yet.");
  const parts = element("div", { class: "hand-on" },
    element("section", { at: { "aria-labelledby": "redact-heading" } }, element("h4", { id: "redact-heading" }, "Redact"), choices.row, redacted.part),
    element("section", { at: { "aria-labelledby": "share-heading" } }, element("h4", { id: "share-heading" }, "Share by a link"), share.part),
    element("section", { at: { "aria-labelledby": "report-heading" } }, element("h4", { id: "report-heading" }, "Report for a ticket"), report.part));

  function show(loaded: Loaded | null): void {
    [nothing.hidden, parts.hidden] = [loaded !== null, loaded === null];
    const isAnother = loaded?.message !== current?.loaded.message;
    current = loaded === null ? null : handedOn(loaded, choices.read(), current);
    for (const view of [redacted, share, report]) {
      // Leave to show one message as it is is no leave for the next.
      if (isAnother) view.forget();
      if (current !== null) view.show(current);
    }
  }
  section.replaceChildren(element("summary", {}, element("h3", {}, "Redact, share, report")), nothing, parts);
  parts.hidden = true;
  return openedPanel(section, show);
}

function optionFields(changed: () => void): { row: HTMLElement; read(): Options } {
  const fields = Object.fromEntries(Object.entries(LABELS).map(([name, label]) => [name, switchField(label, changed)])) as Record<keyof Options, ReturnType<typeof switchField>>;
  const names = Object.keys(LABELS) as (keyof Options)[];
  for (const name of names) fields[name].value = USUAL[name] ? "yes" : "";
  const choice = (legend: string, ...chosen: readonly (keyof Options)[]) => element("fieldset", {}, element("legend", {}, legend), element("div", { class: "options" }, ...chosen.map((name) => fields[name].row)));
  const hint = element("p", { class: "quiet" }, "Names of users, attribute values, session indexes, network addresses, queries in addresses, subjects of certificates beside them, comments and whatever is not known to be harmless are always removed. Lengths, names of elements and attributes, prefixes, namespaces and other URIs, the paths of addresses, times and algorithms stay: if a name of a person is in one of those, remove it by hand.");
  return {
    row: element("div", {}, hint, element("p", { class: "quiet" }, VERIFIES_NO_MORE),
      choice("Remove also", "ids", "hosts", "certificates", "ciphertext", "signatures"),
      choice("Of e-mail addresses", "keepDomains")),
    read: () => Object.fromEntries(names.map((name) => [name, fields[name].value !== ""])) as unknown as Options,
  };
}

const VERIFIES_NO_MORE = "The recipient cannot verify a redacted copy: what was signed is changed in it. Without digests and signatures it cannot be compared with the original either.";

const LABELS: Readonly<Record<keyof Options, string>> = {
  ids: "IDs and InResponseTo",
  hosts: "Entity IDs and addresses",
  certificates: "Certificates and keys",
  ciphertext: "Ciphertext: who has the key can read it",
  signatures: "Digests and signatures: they tell whether a guess is right",
  keepDomains: "Keep the domain, such as example.com",
};
