// The page: one box, its settings, and what the core says.
import examples, { type Example } from "examples";

import { builders } from "./builders/builders.js";
import { showCertificates } from "./certificates.js";
import { showSuspicions } from "./attacks/card.js";
import { attackPanel } from "./attacks/panel.js";
import { clockEditor } from "./clock.js";
import { comparePanel } from "./compare/panel.js";
import { connectionEditor } from "./connection-editor.js";
import { coverage } from "./coverage.js";
import { deadEnd, otherNotice, type WaysOn } from "./dead-ends/show.js";
import { decryptionKey } from "./decryption-key.js";
import { button, element, part } from "./dom.js";
import { guessOf } from "./guidance/draw.js";
import { followFragment } from "./guidance/rule-page.js";
import { arrival } from "./hand-on/arrival.js";
import { handOnPanel } from "./hand-on/panel.js";
import { base64 } from "./judgement.js";
import { showLadder, toRung } from "./ladder.js";
import { explain } from "./library.js";
import { judged, type Loaded, type Panel } from "./loaded.js";
import { type Aside, messages, wrapperNotice } from "./messages/index.js";
import { readText } from "./recognition.js";
import { showRecognised } from "./recognised.js";
import type { Message, Recognised } from "./recognise/index.js";
import { showSignatures } from "./signatures.js";
import { showSource } from "./source-view.js";
import { banner, verdictBanner } from "./verdict.js";
import type { Range } from "./xml-outline.js";

const box = part("box", HTMLTextAreaElement);
const area = part("recognised", HTMLElement);
const verdict = part("banner", HTMLElement);
const result = part("result", HTMLElement);

const clock = clockEditor(part("clock", HTMLDetailsElement), () => void judgeAgain());
const connection = connectionEditor(part("connection", HTMLDetailsElement), () => clock.now(), () => void judgeAgain());
const key = decryptionKey(part("key", HTMLDetailsElement), () => void judgeAgain());

builders({ connection, load });
const kinds = messages({ said: part("said", HTMLElement), checks: part("checks", HTMLElement) }, {
  connection,
  load: (text) => load(text),
  isOfLink: () => arrived.isOfLink(),
  changed: () => void judgeAgain(),
});

const arrived = arrival(part("arrival", HTMLElement), box, (text, shared) => {
  if (shared !== null) clock.set(shared.now);
  if (shared?.connection != null) connection.fillFromLink(shared.connection, shared.inResponseTo);
  load(text);
});

/** What can be done with a message, in the order of the page. */
const panels: readonly Panel[] = [
  arrived,
  attackPanel(part("attacks", HTMLDetailsElement), (text) => load(text)),
  comparePanel(part("compare", HTMLDetailsElement), () => part("clear", HTMLButtonElement).click()),
  handOnPanel(part("hand-on", HTMLDetailsElement), arrived.look),
];

const ways: WaysOn = {
  addCertificate: (pem) => connection.addCertificate(pem),
  decryptBy(pem) {
    key.take(pem);
    load("");
  },
  notes: area,
};

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
    return verdict.replaceChildren(deadEnd(box.value, ways));
  }
  try {
    const question = { ...connection.read(), now: clock.now(), decrypt: key.read() };
    const loaded = await judged(message, question);
    if (mine !== turn) return;
    const aside = await kinds.judge(loaded);
    if (mine === turn) show(loaded, aside);
  } catch (error) {
    if (mine === turn) fail(error);
  }
}

function show(loaded: Loaded, aside: Aside): void {
  const { message, judgement, source, outline: text, signatures, claims, isEncrypted } = loaded;
  const { report } = judgement;
  clock.show(claims);
  key.show(isEncrypted);
  connection.show(claims, report);
  result.hidden = false;
  const checks = part("checks", HTMLElement);
  checks.hidden = !isLogin(message);
  const view = showSource(part("source", HTMLElement), text, coverage(text, signatures));
  const jump = (range: Range, label: string) => view.jump(range, label, () => part("said", HTMLElement).scrollIntoView());
  const answer = isLogin(message) ? verdictBanner(loaded, { toCheck: toRung, toConnection: () => connection.open() }) : kinds.banner(loaded, aside, jump);
  verdict.replaceChildren(...[answer, wrapperNotice(loaded), otherNotice(loaded, ways)].filter((child) => child !== null));
  showLadder(checks, report.checks, ({ start, end, line, column }, rule) =>
    view.jump({ start: source.unitAt(start), end: source.unitAt(end) }, `${rule}: line ${line}, column ${column}`, () => toRung(rule)),
    guessOf(loaded),
  );
  const signaturesSection = part("signatures", HTMLElement);
  showSignatures(signaturesSection, loaded, (range, label) => view.jump(range, label, () => signaturesSection.scrollIntoView()));
  const mine = turn;
  void showCertificates(part("certificates", HTMLElement), loaded, () => mine === turn);
  showSuspicions(part("suspicions", HTMLElement), loaded, view);
  kinds.show(loaded, aside, jump);
  for (const panel of panels) panel.show(loaded);
}

function hideResult(): void {
  result.hidden = true;
  for (const panel of panels) panel.show(null);
}

/** What is no message of SAML 2.0 is judged as a login: the checks say what was expected instead, or where it breaks. */
const isLogin = ({ kind }: Message) => kind === "Response" || kind === "other";

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

followFragment(part("input", HTMLElement));

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
