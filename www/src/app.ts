// The page: one box, its settings, and what the core says.
import examples, { type Example } from "examples";

import { readClaims } from "./claims.js";
import { clockEditor } from "./clock.js";
import { connectionEditor } from "./connection-editor.js";
import { coverage, signaturesIn } from "./coverage.js";
import { decryptionKey } from "./decryption-key.js";
import { button, element, part } from "./dom.js";
import { arrival } from "./hand-on/arrival.js";
import { handOnPanel } from "./hand-on/panel.js";
import { base64, type Judgement, judge, type Question } from "./judgement.js";
import { showLadder, toRung } from "./ladder.js";
import { explain } from "./library.js";
import type { Loaded, Panel } from "./loaded.js";
import { sourceText } from "./offsets.js";
import { readText } from "./recognition.js";
import { nameOf, showRecognised } from "./recognised.js";
import type { Message, Recognised } from "./recognise/index.js";
import { showSignatures } from "./signatures.js";
import { showSource } from "./source-view.js";
import { banner, verdictBanner } from "./verdict.js";
import { outline } from "./xml-outline.js";

const box = part("box", HTMLTextAreaElement);
const area = part("recognised", HTMLElement);
const verdict = part("banner", HTMLElement);
const result = part("result", HTMLElement);

const clock = clockEditor(part("clock", HTMLDetailsElement), () => void judgeAgain());
const connection = connectionEditor(part("connection", HTMLDetailsElement), () => clock.now(), () => void judgeAgain());
const key = decryptionKey(part("key", HTMLDetailsElement), () => void judgeAgain());

const arrived = arrival(part("arrival", HTMLElement), box, (text, shared) => {
  if (shared !== null) clock.set(shared.now);
  if (shared?.connection != null) connection.fillFromLink(shared.connection, shared.inResponseTo);
  load(text);
});

/** What can be done with a message, in the order of the page. */
const panels: readonly Panel[] = [
  arrived,
  handOnPanel(part("hand-on", HTMLDetailsElement), arrived.look),
];

let recognised: Recognised | null = null;
let chosen = 0;
/** What was begun last: what was begun before is not shown any more. */
let turn = 0;

async function read(): Promise<void> {
  const mine = (turn += 1);
  const begun = performance.now();
  recognised = null;
  if (box.value.trim() === "") return showNothing();
  area.replaceChildren(element("p", { class: "quiet" }, "Reading…"));
  try {
    const found = await readText(box.value);
    if (mine !== turn) return;
    recognised = found;
    const login = found.messages.findIndex(({ kind }) => kind === "Response");
    await choose(Math.max(0, login));
  } catch (error) {
    if (mine === turn) fail(error);
  }
  if (turn >= mine) performance.measure("saml-debugger:result", { start: begun, end: performance.now() });
}

async function choose(index: number): Promise<void> {
  if (recognised === null) return;
  chosen = index;
  showRecognised(area, recognised, chosen, (next) => void choose(next));
  await judgeAgain();
}

async function judgeAgain(): Promise<void> {
  const message = recognised?.messages[chosen];
  if (recognised === null) return;
  const mine = (turn += 1);
  if (message === undefined) {
    hideResult();
    return verdict.replaceChildren(banner("open", "No message", element("p", { class: "said" }, "Nothing in this text is a SAML message.")));
  }
  try {
    const question = { ...connection.read(), now: clock.now(), decrypt: key.read() };
    const judgement = await judge(message, question);
    if (mine === turn) show(found(message, question, judgement));
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

function found(message: Message, question: Question, judgement: Judgement): Loaded {
  const { report } = judgement;
  const source = sourceText(message.xml);
  const text = outline(source.text);
  const isEncrypted = text.elements.some(({ local }) => local === "EncryptedData");
  const claims = readClaims([text, ...(isEncrypted ? report.signatures.flatMap(({ canonical }) => (canonical == null ? [] : [outline(canonical)])) : [])]);
  return { message, question, judgement, source, outline: text, signatures: signaturesIn(text, source, report.signatures), claims, isEncrypted };
}

function show(loaded: Loaded): void {
  const { message, question, judgement, source, outline: text, signatures, claims, isEncrypted } = loaded;
  const { report } = judgement;
  verdict.replaceChildren(isLogin(message) ? verdictBanner(judgement, { toCheck: toRung, toConnection: () => connection.open() }, question.unverified) : otherBanner(message));
  clock.show(claims);
  key.show(isEncrypted);
  connection.show(claims, report);
  result.hidden = false;
  const checks = part("checks", HTMLElement);
  checks.hidden = !isLogin(message);
  const view = showSource(part("source", HTMLElement), text, coverage(text, signatures));
  showLadder(checks, report.checks, ({ start, end, line, column }, rule) =>
    view.jump({ start: source.unitAt(start), end: source.unitAt(end) }, `${rule}: line ${line}, column ${column}`, () => toRung(rule)),
  );
  showSignatures(part("signatures", HTMLElement), signatures, report.signatures, ({ element: { start, tagEnd } }) =>
    view.jump({ start, end: tagEnd }, "The signature", () => part("signatures", HTMLElement).scrollIntoView()),
  );
  for (const panel of panels) panel.show(loaded);
}

function hideResult(): void {
  result.hidden = true;
  for (const panel of panels) panel.show(null);
}

/** What is no message of SAML 2.0 is judged as a login: the checks say what was expected instead, or where it breaks. */
const isLogin = ({ kind }: Message) => kind === "Response" || kind === "other";

function otherBanner(message: Message): HTMLElement {
  const isMetadata = message.kind === "EntityDescriptor" || message.kind === "EntitiesDescriptor";
  const fill = () => {
    void connection.fillFromMetadata(new TextDecoder().decode(message.xml), arrived.isOfLink() ? "link" : null).then(() => connection.open());
  };
  return banner("open", `No login: ${nameOf(message)}`,
    element("p", { class: "said" }, isMetadata ? "This is metadata. It can fill in the connection to check logins against." : "Only login responses are checked here. The message is shown as it was received."),
    ...(isMetadata ? [element("p", {}, button("Fill in the connection from it", fill, "primary"))] : []));
}

function showNothing(): void {
  area.replaceChildren();
  hideResult();
  clock.show(null);
  key.show(false);
  connection.show(null, null);
  verdict.replaceChildren();
}

function fail(error: unknown): void {
  hideResult();
  verdict.replaceChildren(banner("open", "This page failed", element("p", { class: "said" }, error instanceof Error ? error.message : String(error))));
}

function load(text: string): void {
  box.value = text;
  void read();
}

async function warmUp(): Promise<void> {
  const [example] = examples;
  if (example !== undefined) await explain(example.value, example.connection, { now: new Date(example.now), canonicalForms: true });
}

/** Octets that are no UTF-8 reach the core as they are, in base64: a text could not hold them. */
async function loadFile(file: File): Promise<void> {
  const octets = new Uint8Array(await file.arrayBuffer());
  try {
    load(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets));
  } catch {
    load(base64(octets));
  }
}

function loadExample({ value, connection: known, inResponseTo, now, decrypt }: Example): void {
  clock.set(new Date(now));
  key.set(decrypt ?? "");
  connection.fill(known, inResponseTo);
  load(value);
}

let waiting: ReturnType<typeof setTimeout> | undefined;
box.addEventListener("input", (event) => {
  clearTimeout(waiting);
  const isTyped = event instanceof InputEvent && event.inputType.startsWith("insertText");
  if (isTyped) waiting = setTimeout(() => void read(), 150);
  else void read();
});

document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text") ?? "";
  const isInField = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
  // A browser takes minutes to insert megabytes into what can be edited, and none to set them.
  const isLong = event.target === box && text.length > 200_000;
  if (text === "" || (isInField && !isLong)) return;
  event.preventDefault();
  load(text);
});

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  part("input", HTMLElement).classList.add("dropping");
});
document.addEventListener("dragleave", () => part("input", HTMLElement).classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  part("input", HTMLElement).classList.remove("dropping");
  const [file] = event.dataTransfer?.files ?? [];
  const text = event.dataTransfer?.getData("text") ?? "";
  if (file !== undefined) void loadFile(file);
  else if (text !== "") load(text);
});

const file = part("file", HTMLInputElement);
part("choose-file", HTMLButtonElement).addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  const [first] = file.files ?? [];
  if (first !== undefined) void loadFile(first);
  file.value = "";
});
part("clear", HTMLButtonElement).addEventListener("click", () => {
  load("");
  box.focus();
});
document.querySelector(".examples")?.append(...examples.map((example) => button(example.title, () => loadExample(example), "example")));

// A browser compiles each function at its first call: a login that was judged once lets the reader's be judged at once.
void warmUp().then(() => {
  document.documentElement.dataset["ready"] = "yes";
  // A browser keeps the text over a reload.
  if (!arrived.open() && box.value !== "") void read();
});
window.addEventListener("hashchange", () => arrived.open());
