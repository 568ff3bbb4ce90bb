// A form that makes something: it is made when the reader says so, and not while he types, so that what is read out and copied stands still.
import type { ConnectionEditor } from "../connection-editor.js";
import { button, element } from "../dom.js";
import type { Field } from "../fields.js";
import { complaintOf } from "./complaint.js";
import { clearComplaint, complain } from "./fields.js";
import type { Say } from "./output.js";

/** The rest of the page, as a form here needs it. */
export interface Page {
  /** Puts a text into the box. */
  load(text: string): void;
  readonly connection: Pick<ConnectionEditor, "read" | "expect">;
}

export interface Maker {
  /** In a sentence, what it is for. */
  readonly about: string;
  /** Fieldsets. */
  readonly parts: readonly HTMLElement[];
  /** Below what was made. */
  readonly after?: readonly HTMLElement[];
  readonly action: string;
  /** Fills what the connection has into the fields; says what was there to take. */
  take(): string;
  /** By the names of the settings; asked anew each time, since fields may be added. */
  fields(): Readonly<Record<string, Field>>;
  /** What is shown, and one sentence on it. */
  make(): Promise<{ readonly shown: readonly HTMLElement[]; readonly sentence: string }>;
}

export interface Form {
  readonly root: HTMLElement;
  /** The connection may be another one: a form that the reader has not typed into is filled in again. */
  follow(): void;
}

/** `describe` is given what a field has to call when it changes, and what says a sentence. */
export function makerForm(describe: (changed: () => void, say: Say) => Maker): Form {
  let turn = 0;
  let isTouched = false;
  const status = element("p", { class: "made-status", at: { role: "status" } });
  const made = element("div", { class: "made" });
  const say: Say = (sentence) => status.replaceChildren(sentence);
  const changed = () => {
    isTouched = true;
    outdated();
  };
  const outdated = () => {
    turn += 1;
    if (made.childElementCount > 0) say("A setting is another one now. What is shown was made before: make it again.");
  };
  const maker = describe(changed, say);
  const take = button("Take from the connection", () => {
    const taken = maker.take();
    outdated();
    say(taken);
  });
  maker.take();

  async function make(): Promise<void> {
    const mine = (turn += 1);
    clearComplaint(form);
    try {
      const { shown, sentence } = await maker.make();
      if (mine !== turn) return;
      made.replaceChildren(...shown);
      say(sentence);
    } catch (error) {
      if (mine !== turn) return;
      made.replaceChildren();
      const fields = maker.fields();
      const complaint = complaintOf(error, Object.keys(fields));
      const atField = complain(fields, complaint);
      status.replaceChildren(element("span", { class: "complaint" }, atField ? "Not made: one field has to be changed." : `Not made. ${complaint.text}`));
    }
  }

  const form = element("form", { at: { novalidate: "", autocomplete: "off" } }, element("p", {}, maker.about), element("div", { class: "row" }, take), ...maker.parts, element("div", { class: "row" }, element("button", { class: "primary", at: { type: "submit" } }, maker.action)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void make();
  });
  return {
    root: element("div", { class: "maker" }, form, status, made, ...(maker.after ?? [])),
    follow() {
      if (isTouched) return;
      const before = valuesIn(maker);
      maker.take();
      if (valuesIn(maker) !== before) outdated();
    },
  };
}

const valuesIn = (maker: Maker): string => JSON.stringify(Object.values(maker.fields()).map(({ value }) => value));

/** WebCrypto is missing where a page came over http from another machine. */
export function requireCryptography(): void {
  if (typeof globalThis.crypto?.subtle === "undefined") throw new TypeError("The browser offers no cryptography to a page that came over http: open this one over https, or save it and open the file.");
}
