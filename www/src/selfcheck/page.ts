// The self-check: every vector of the project, in the browser that shows this page.
import { built, core, packed } from "packed-vectors";

import { button, code, element, facts, part } from "../dom.js";
import { banner } from "../verdict.js";
import { lacks } from "./browser.js";
import { copyButton } from "./copy.js";
import { digestOf, watchModules } from "./instantiated.js";
import { coreOf, headline, isOther, lackOf, ranOf, type Result, resultText, secondsOf } from "./result.js";
import { run } from "./run.js";
import { classRows } from "./rows.js";
import { Tally } from "./tally.js";
import { unpack } from "./unpack.js";
import { shipped, type Verdict, verdictOn } from "./verdict.js";

const modules = watchModules();
const outcome = part("outcome", HTMLElement);
const progress = part("progress", HTMLProgressElement);
const count = part("count", HTMLElement);
const buttons = part("buttons", HTMLElement);
const differing = part("differing", HTMLElement);
const table = part("classes", HTMLTableElement);

async function check(): Promise<void> {
  const lacking = lacks();
  if (lacking.essential.length > 0) return fail(`It lacks ${lacking.essential.join(", ")}.`);
  let isStopped = false;
  const stop = button("Stop", () => (isStopped = true));
  buttons.replaceChildren(stop);
  outcome.replaceChildren(element("p", { class: "quiet" }, "Running…"));
  differing.hidden = true;
  const begun = performance.now();
  try {
    const vectors = await unpack(packed);
    if (vectors.length === 0 || vectors.length !== built.vectors) return fail(`This page holds ${vectors.length} vectors, and was built with ${built.vectors}. It was altered or cut.`);
    const tally = new Tally();
    const rows = classRows(table);
    progress.max = vectors.length;
    await run({
      items: vectors,
      judge: (vector) => verdictOn(vector, shipped),
      onSlice(verdicts) {
        rows.update(new Set(verdicts.map((verdict) => tally.add(verdict))));
        progress.value = tally.judged;
        count.textContent = `${tally.judged} of ${vectors.length}`;
      },
      isStopped: () => isStopped,
    });
    const seconds = (performance.now() - begun) / 1000;
    const [ran = null] = await Promise.all(modules.slice(0, 1).map(digestOf));
    show({ tally, total: vectors.length, seconds, userAgent: navigator.userAgent, core, ran, lacks: lacking }, document.activeElement === stop);
  } catch (error) {
    fail(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

function show(result: Result, isFocused: boolean): void {
  const { tally, total, userAgent } = result;
  const kind = tally.differing.length > 0 || isOther(result) ? "refused" : tally.judged < total ? "open" : "accepted";
  const lack = lackOf(result);
  outcome.replaceChildren(
    banner(kind, headline(result), element("p", { class: "said" }, isOther(result) ? OTHER : SAID[kind]), facts([
        ["Browser", code(userAgent)],
        ["Core", coreOf(result)],
        ["SHA-256 of what ran", result.ran === null ? ranOf(result) : code(result.ran)],
        ["SHA-256 of the build", code(result.core.sha256)],
        ["Time", secondsOf(result)],
      ]), ...(lack === null ? [] : [element("p", { class: "warning" }, lack)])),
  );
  differing.hidden = tally.differing.length === 0;
  part("differing-list", HTMLElement).replaceChildren(...tally.differing.map(differingVector));
  const again = button("Run again", () => void check(), "primary");
  buttons.replaceChildren(again, ...copyButton(resultText(result)));
  // The button that had the focus is gone.
  if (isFocused) again.focus();
}

const SAID = {
  accepted: "In this browser each message was accepted or refused as its vector demands, by the rule and at the place that it names.",
  open: "It was stopped. Nothing is said about the rest.",
  refused: "Some messages got another verdict than their vectors demand, or none. Please report it: the result can be copied.",
};

const OTHER = "The WebAssembly that ran is not the one that this page was built with: the page was altered, and its verdicts say nothing about saml-edge.";

const differingVector = ({ name, expected, found, difference }: Verdict) =>
  element("li", { class: "signature bad" }, element("p", { class: "differing-name" }, code(name)), facts([
      ["Expected", code(expected)],
      ["Found", code(found)],
      ["Difference", code(difference ?? "")],
    ]));

function fail(reason: string): void {
  buttons.replaceChildren();
  outcome.replaceChildren(banner("refused", "This browser cannot run the check", element("p", { class: "said" }, reason)));
}

void check();
