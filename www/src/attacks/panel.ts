// "Attack this message": its variants, and which rule refuses each.
import { button, element } from "../dom.js";
import { type Loaded, openedPanel, type Panel } from "../loaded.js";
import type { Message } from "../recognise/index.js";
import { attributeOf } from "../xml-outline.js";
import { courtOf, ownQuestion } from "./court.js";
import { type Run, runOf } from "./run.js";
import { basis, failures, table } from "./table.js";
import { ATTACKER } from "./login.js";
import { obstacleTo } from "./variants.js";

/** Whether the settings of the page decide, or the message's own claims. */
type Basis = "settings" | "claims";

/** `open` loads a variant in place of the message. */
export function attackPanel(section: HTMLDetailsElement, open: (text: string) => void): Panel {
  const state = element("span", { class: "quiet" }, "known attacks, made from it and judged");
  const status = element("p", { class: "quiet", at: { role: "status" } });
  const body = element("div", {});
  let turn = 0;
  let chosen: { readonly message: Message; readonly basis: Basis } | null = null;

  function draw(loaded: Loaded | null): void {
    turn += 1;
    body.replaceChildren();
    status.replaceChildren();
    state.textContent = "known attacks, made from it and judged";
    const obstacle = loaded === null ? "There is no message." : obstacleIn(loaded);
    if (loaded === null || obstacle !== null) return status.replaceChildren(obstacle ?? "");
    if (chosen?.message !== loaded.message) chosen = { message: loaded.message, basis: "settings" };
    void run(loaded, chosen.basis).catch((error: unknown) => status.replaceChildren(element("span", { class: "complaint" }, `The variants could not be judged: ${String(error)}`)));
  }

  async function run(loaded: Loaded, on: Basis): Promise<void> {
    const mine = turn;
    const { message, question, claims, source, outline } = loaded;
    const [root] = outline.elements;
    const court = courtOf(message, on === "settings" ? question : ownQuestion(question, claims), root === undefined ? null : attributeOf(outline, root, "InResponseTo"));
    const progress = element("progress", { at: { "aria-label": "Variants judged" } });
    status.replaceChildren("Judging the variants…");
    body.replaceChildren(progress);
    const found = await runOf(source.text, court, async (done, all) => {
      progress.max = all;
      progress.value = done;
      await pause(section, () => mine === turn);
      return mine === turn;
    });
    if (found === null || mine !== turn) return;
    show(found, on, loaded);
  }

  function show(found: Run, on: Basis, loaded: Loaded): void {
    const count = (outcome: string) => found.tried.filter(({ trial }) => trial.outcome === outcome).length;
    const [all, refused, forged] = [found.tried.length, count("refused"), count("forged")];
    state.textContent = forged > 0 ? `${forged} of ${all} accepted` : `${refused} of ${all} refused`;
    const undecided = count("open");
    status.replaceChildren(forged > 0 ? `${forged} of ${all} variants were accepted.` : `${refused} of ${all} variants were refused${undecided === 0 ? "" : `, ${undecided} were not decided`}.`);
    const choose = (next: Basis) => {
      chosen = { message: loaded.message, basis: next };
      draw(loaded);
      section.querySelector("summary")?.focus({ preventScroll: true });
    };
    const other = on === "settings" ? button("Judge at the message's own time, against its own claims", () => choose("claims")) : button("Judge under the settings of this page", () => choose("settings"));
    body.replaceChildren(...failures(found, open), basis(found, on, other), ...(loaded.isEncrypted ? [ENCRYPTED()] : []), ...table(found, open));
  }

  const intro = element("p", {}, "Known attacks on SAML are made from this message, and each is judged by the WebAssembly that production runs. In most the name is forged: ", element("code", {}, ATTACKER), ". Nothing is sent.");
  section.replaceChildren(element("summary", {}, element("h3", {}, "Attack this message"), state), intro, status, body);
  return openedPanel(section, draw);
}

const ENCRYPTED = () => element("p", { class: "quiet" }, "What is inside a ciphertext cannot be altered from outside: these variants alter what is around it, and the ciphertext itself.");

function obstacleIn({ source: { text }, message, outline }: Loaded): string | null {
  return new TextEncoder().encode(text).length === message.xml.length && !text.includes("\ufffd") ? obstacleTo(outline) : "The message is not UTF-8, and cannot be altered as a text.";
}

/** Lets the page answer between variants; while the section is closed, nothing is judged. */
async function pause(section: HTMLDetailsElement, isWanted: () => boolean): Promise<void> {
  if (performance.now() - rested > LONGEST) {
    await new Promise((resolve) => setTimeout(resolve));
    rested = performance.now();
  }
  while (!section.open && isWanted()) await new Promise((resolve) => section.addEventListener("toggle", resolve, { once: true }));
}

let rested = 0;

/** Milliseconds: less than what is felt. */
const LONGEST = 12;
