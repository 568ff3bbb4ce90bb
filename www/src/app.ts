// The page: one box, its settings, and what the core says.
import examples, { type Example } from "examples";

import { noteOnAge } from "./age.js";
import { announcer } from "./announcer.js";
import { borrowedSettings } from "./borrowed.js";
import { builders } from "./builders/builders.js";
import { showCertificates } from "./certificates.js";
import { showSuspicions } from "./attacks/card.js";
import { attackPanel } from "./attacks/panel.js";
import { clockEditor } from "./clock.js";
import { comparePanel } from "./compare/panel.js";
import { connectionEditor } from "./connection-editor.js";
import { foldFields } from "./connection-fields.js";
import { coverage } from "./coverage.js";
import { deadEnd, otherNotice, type WaysOn } from "./dead-ends/show.js";
import { decryptionKey } from "./decryption-key.js";
import { detour } from "./detour.js";
import { button, element, part } from "./dom.js";
import { takeLongPastes } from "./fields.js";
import { guessOf } from "./guidance/draw.js";
import { shownAs, shownChecks } from "./guidance/hints.js";
import { followFragment } from "./guidance/rule-page.js";
import { arrival } from "./hand-on/arrival.js";
import { handOnPanel } from "./hand-on/panel.js";
import { isLogin } from "./judgement.js";
import { showLadder, toRung } from "./ladder.js";
import { judged, type Loaded, type Panel } from "./loaded.js";
import { type Aside, messages, wrapperNotice } from "./messages/index.js";
import { readFile } from "./octets.js";
import { readText } from "./recognition.js";
import { isWhole, type Restoration, restore } from "./restoration.js";
import { showRecognised } from "./recognised.js";
import type { Recognised } from "./recognise/index.js";
import { damageNote, showSignatures } from "./signatures.js";
import { showSource } from "./source-view.js";
import { banner, verdictBanner, type VerdictLinks } from "./verdict.js";
import type { Range } from "./xml-outline.js";

const box = part("box", HTMLTextAreaElement);
const area = part("recognised", HTMLElement);
const verdict = part("banner", HTMLElement);
const result = part("result", HTMLElement);
/** They work on a message. */
const tools = part("tools", HTMLElement);

const clock = clockEditor(part("clock", HTMLDetailsElement), () => void judgeAgain());
const connection = connectionEditor(part("connection", HTMLDetailsElement), () => clock.now(), () => void (makers.follow(), judgeAgain()));
const key = decryptionKey(part("key", HTMLDetailsElement), () => void judgeAgain());

foldFields(part("connection", HTMLDetailsElement));
const borrowed = borrowedSettings(part("of-example", HTMLElement), [connection.snapshot, clock.snapshot, key.snapshot], () => void judgeAgain());
const way = detour(part("detour", HTMLElement), box, (text) => put(text));
const announce = announcer(part("announced", HTMLElement));

const makers = builders({ connection, load });
const kinds = messages({ said: part("said", HTMLElement), checks: part("checks", HTMLElement) }, {
  connection,
  load: (text) => way.take(text, "This was made from your message."),
  isOfLink: () => isOfLink,
  changed: () => void judgeAgain(),
});

const arrived = arrival(part("arrival", HTMLElement), box, (text, shared) => {
  borrowed.giveBack();
  way.end();
  isOfLink ||= shared !== null;
  if (shared !== null) clock.set(shared.now);
  if (shared?.connection != null) connection.fillFromLink(shared.connection, shared.inResponseTo);
  put(text);
});

/** What can be done with a message, in the order of the page. */
const panels: readonly Panel[] = [
  arrived,
  attackPanel(part("attacks", HTMLDetailsElement), (text) => way.take(text, "This is an attack made from your message.")),
  comparePanel(part("compare", HTMLDetailsElement), () => part("clear", HTMLButtonElement).click()),
  handOnPanel(part("hand-on", HTMLDetailsElement), arrived.look),
];

const ways: WaysOn = {
  addCertificate(pem) {
    borrowed.giveBack();
    connection.addCertificate(pem);
  },
  decryptBy(pem) {
    load("");
    key.take(pem);
  },
  notes: area,
};

/** Whether a stranger's link brought what is in the box, or what it was made from: until another message takes its place. */
let isOfLink = false;
let recognised: Recognised | null = null;
let chosen = 0;
/** What was begun last: what was begun before is not shown any more. */
let turn = 0;
let reads = 0;

async function read(): Promise<void> {
  const mine = (turn += 1);
  const reading = (reads += 1);
  const begun = performance.now();
  recognised = null;
  if (box.value.trim() === "") return showNothing();
  // What is shown is of another text from now on: nothing of it may be used.
  for (const old of [result, verdict]) old.inert = true;
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
  if (reading === reads) for (const old of [result, verdict]) old.inert = false;
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
    const loaded = await judged(message, (claims) => {
      // Its own time may be the one to judge at.
      clock.show(claims);
      return { ...connection.read(), now: clock.now(), clock: clock.source(), decrypt: key.read(), isOfLink };
    });
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
  const mine = turn;
  const isRedacted = arrived.isRedacted();
  clock.show(claims);
  key.show(isEncrypted);
  connection.show(claims, report);
  for (const section of [result, tools]) section.hidden = false;
  const view = showSource(part("source", HTMLElement), text, coverage(text, signatures));
  const jumpFrom = (section: HTMLElement) => (range: Range, label: string) => view.jump(range, label, () => section.scrollIntoView());
  const [checks, said, suspicions] = [part("checks", HTMLElement), part("said", HTMLElement), part("suspicions", HTMLElement)];
  const restorations = report.signatures.map(async (signature, index) => (isWhole(signature) ? null : await restore(loaded, index)));
  drawn(verdict, () => {
    const answer = isRedacted ? redactedBanner() : isLogin(message) ? verdictBanner(shownAs(loaded), verdictLinks) : kinds.banner(loaded, aside, jumpFrom(said));
    verdict.replaceChildren(...[answer, wrapperNotice(loaded), otherNotice(loaded, ways)].filter((child) => child !== null));
    announce([...verdict.querySelectorAll(".banner-title, .said")].map(({ textContent }) => textContent).join(": "));
    if (!isRedacted && isLogin(message)) void addNotes(loaded, restorations, () => mine === turn);
  });
  checks.hidden = !isLogin(message) || isRedacted;
  drawn(checks, () => showLadder(checks, shownChecks(loaded), ({ start, end, line, column }, rule) =>
    view.jump({ start: source.unitAt(start), end: source.unitAt(end) }, `${rule}: line ${line}, column ${column}`, () => toRung(rule)),
    guessOf(loaded),
  ));
  const signaturesSection = part("signatures", HTMLElement);
  signaturesSection.hidden = !isLogin(message) && signatures.length === 0;
  drawn(signaturesSection, () => showSignatures(signaturesSection, loaded, restorations, jumpFrom(signaturesSection)));
  void showCertificates(part("certificates", HTMLElement), loaded, () => mine === turn);
  drawn(suspicions, () => showSuspicions(suspicions, loaded, view));
  if (isRedacted) suspicions.hidden = true;
  drawn(said, () => kinds.show(loaded, aside, jumpFrom(said)));
  for (const panel of panels) panel.show(loaded);
}

/** One section that cannot be drawn leaves the others. */
function drawn(section: HTMLElement, draw: () => void): void {
  try {
    draw();
  } catch (error) {
    section.replaceChildren(element("p", { class: "complaint" }, `This part of the page failed: ${error instanceof Error ? error.message : String(error)}`));
  }
}

const verdictLinks: VerdictLinks = { toCheck: toRung, toConnection: () => connection.open(), toKey: () => key.open() };

/** What takes a second look, and comes above what was found at first. */
async function addNotes(loaded: Loaded, restorations: readonly Promise<Restoration | null>[], isCurrent: () => boolean): Promise<void> {
  const add = (note: HTMLElement | null) => {
    if (note !== null && isCurrent()) verdict.querySelector(".banner-title")?.after(note);
  };
  add(await noteOnAge(loaded, () => {
    if (loaded.claims.issued === null) return;
    clock.set(loaded.claims.issued);
    void judgeAgain();
  }));
  add(damageNote((await Promise.all(restorations)).find((restoration) => restoration !== null) ?? null));
}

const redactedBanner = () => banner("open", "A redacted copy: not judged", element("p", { class: "said" }, "Values were taken out of it, so that its signatures cannot verify. What was said of the original stands above."));

function hideResult(): void {
  for (const section of [result, tools]) section.hidden = true;
  for (const panel of panels) panel.show(null);
}

function showNothing(): void {
  area.replaceChildren();
  hideResult();
  clock.show(null);
  key.show(false);
  connection.show(null, null);
  verdict.replaceChildren();
  announce("");
}

function fail(error: unknown): void {
  hideResult();
  verdict.replaceChildren(banner("open", "This page failed", element("p", { class: "said" }, error instanceof Error ? error.message : String(error))));
}

/** Another message of the reader's. */
function load(text: string): void {
  isOfLink = false;
  borrowed.giveBack();
  way.end();
  put(text);
}

function put(text: string): void {
  box.value = text;
  if (text !== "") ruleCard.close();
  void read().then(bringVerdictIntoView);
}

/** On a phone it would be below what was pasted. */
function bringVerdictIntoView(): void {
  const { top } = verdict.getBoundingClientRect();
  if (verdict.childElementCount > 0 && top > innerHeight * 0.75) part("verdict", HTMLElement).scrollIntoView({ block: "start" });
}

async function warmUp(): Promise<void> {
  const [example] = examples;
  const [message] = example === undefined ? [] : (await readText(example.value)).messages;
  if (example === undefined || message === undefined) return;
  const question = { inResponseTo: example.inResponseTo, now: new Date(example.now), decrypt: null };
  for (const known of [null, example.connection]) {
    const loaded = await judged(message, () => ({ ...question, connection: known }));
    const aside = await kinds.judge(loaded);
    // The reader was faster.
    if (reads > 0) return;
    // Drawn and taken away again before anybody can see it.
    show(loaded, aside);
    turn += 1;
    showNothing();
  }
}

function loadExample({ value, connection: known, inResponseTo, now, decrypt }: Example): void {
  isOfLink = false;
  way.end();
  borrowed.borrow();
  clock.set(new Date(now));
  key.set(decrypt ?? "");
  connection.fill(known, inResponseTo);
  put(value);
}

const ruleCard = followFragment(part("input", HTMLElement));

let waiting: ReturnType<typeof setTimeout> | undefined;
box.addEventListener("input", (event) => {
  clearTimeout(waiting);
  const isAnother = event instanceof InputEvent && event.inputType === "insertFromPaste" && !examples.some(({ value }) => box.value.includes(value.slice(0, 200)));
  if (isAnother) borrowed.giveBack();
  if (box.value === "") isOfLink = false;
  ruleCard.close();
  const isTyped = event instanceof InputEvent && event.inputType.startsWith("insertText");
  if (isTyped) waiting = setTimeout(() => void read(), 150);
  else void read();
});

takeLongPastes(box, load);
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text") ?? "";
  const isInField = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
  if (text === "" || isInField) return;
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
  if (file !== undefined) void readFile(file).then(load);
  else if (text !== "") load(text);
});

const file = part("file", HTMLInputElement);
part("choose-file", HTMLButtonElement).addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  const [first] = file.files ?? [];
  if (first !== undefined) void readFile(first).then(load);
  file.value = "";
});
part("clear", HTMLButtonElement).addEventListener("click", () => {
  load("");
  box.focus();
});
document.querySelector(".examples")?.append(...examples.map((example) => button(example.title, () => loadExample(example), "example")));

// A browser compiles each function at its first call: a login that was judged and drawn once lets the reader's be there at once.
void warmUp().then(() => {
  document.documentElement.dataset["ready"] = "yes";
  // A browser keeps the text over a reload.
  if (!arrived.open() && box.value !== "") void read();
});
window.addEventListener("hashchange", () => arrived.open());
