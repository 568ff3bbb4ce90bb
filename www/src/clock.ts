// The moment to judge at.
import type { Claims } from "./claims.js";
import { placeIn, type Window } from "./clock-window.js";
import { element, freshId } from "./dom.js";

export interface Clock {
  now(): Date;
  /** Whose time that is. */
  source(): "now" | "message" | "given";
  set(moment: Date): void;
  /** Remembers what is chosen; what it hands out chooses it again. */
  snapshot(): () => void;
  /** What the message says about its time. */
  show(claims: Claims | null): void;
}

type Source = "now" | "message" | "given";

export function clockEditor(section: HTMLDetailsElement, changed: () => void): Clock {
  let source: Source = "now";
  let claims: Claims | null = null;
  const name = freshId("clock");
  const state = element("span", { class: "quiet" });
  const given = element("input", { at: { type: "datetime-local", step: "1", "aria-label": "Time, in UTC" } });
  given.value = local(new Date());
  const slider = element("input", { at: { type: "range", step: "1000", "aria-label": "Time within the window of the message" } });
  const window = element("p", { class: "quiet window-text" });
  const distance = element("p", { class: "window-distance" });
  const marks = element("p", { class: "window-marks" });
  const track = element("div", { class: "time" }, element("div", { class: "track" }, element("span", { class: "window", at: { "aria-hidden": "true" } }), slider), marks, element("p", { class: "quiet" }, "Arrow keys move it by a minute, with Shift by a second."));
  const choice = (value: Source, text: string) => {
    const input = element("input", { at: { type: "radio", name, value } });
    input.addEventListener("change", () => choose(value));
    return { input, label: element("label", { class: "choice" }, input, text) };
  };
  const choices = { now: choice("now", "Now"), message: choice("message", "The message's own time (IssueInstant)"), given: choice("given", "A given time, in UTC") };

  const clock: Clock = {
    now() {
      if (source === "message" && claims?.issued != null) return claims.issued;
      const moment = new Date(`${given.value}Z`);
      return source === "given" && !Number.isNaN(moment.getTime()) ? moment : new Date();
    },
    source: () => (source === "message" && claims?.issued == null ? "now" : source),
    set(moment) {
      given.value = local(moment);
      source = "given";
      describe();
    },
    snapshot() {
      const [before, value] = [source, given.value];
      return () => {
        [source, given.value] = [before, value];
        describe();
      };
    },
    show(next) {
      claims = next;
      describe();
    },
  };

  function choose(next: Source): void {
    if (next === "given") given.value = local(clock.now());
    source = next;
    describe();
    changed();
  }

  function describe(): void {
    for (const value of ["now", "message", "given"] as const) choices[value].input.checked = source === value;
    choices.message.input.disabled = claims?.issued == null;
    given.disabled = source !== "given";
    const place = placeOf(claims, clock.now());
    state.textContent = (source === "now" ? "now" : source === "message" ? `the message's own, ${shown(clock.now())}` : shown(clock.now())) + (place?.said.startsWith("within") === false ? `, ${place.said}` : "");
    track.hidden = distance.hidden = place === null;
    if (place === null) {
      window.textContent = "No window of time can be read in the message.";
      return;
    }
    const { begin, end, least, most, beyond, said } = place;
    window.textContent = `The message holds from ${shown(begin)} until before ${shown(end)}, and for as long as the clock skew allows around it.`;
    distance.textContent = `The clock stands at ${shown(clock.now())}: ${said}.`;
    marks.replaceChildren(...([["begins", begin], ["ends", end]] as const).map(([word, moment]) => element("span", {}, `${word} `, element("time", { at: { datetime: moment.toISOString() } }, timeOf(moment, begin, end)))));
    slider.min = String(least);
    slider.max = String(most);
    slider.value = String(clock.now().getTime());
    slider.setAttribute("aria-valuetext", `${shown(clock.now())}, ${said}`);
    track.dataset["beyond"] = beyond ?? "";
    track.style.setProperty("--begin", String((begin.getTime() - least) / (most - least)));
    track.style.setProperty("--end", String((end.getTime() - least) / (most - least)));
  }

  given.addEventListener("input", () => {
    describe();
    changed();
  });
  const slideTo = (time: number) => {
    clock.set(new Date(time));
    changed();
  };
  slider.addEventListener("input", () => slideTo(Number(slider.value)));
  slider.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    if (direction === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    // From the edge, where the moment lies beyond it.
    slideTo(Math.min(Number(slider.max), Math.max(Number(slider.min), Number(slider.value) + direction * (event.shiftKey ? 1000 : 60_000))));
  });
  section.replaceChildren(
    element("summary", {}, element("h3", {}, "Clock"), state),
    element("fieldset", {}, element("legend", { class: "unseen" }, "Time to judge at"), choices.now.label, choices.message.label, choices.given.label, given),
    window,
    distance,
    track,
  );
  describe();
  return clock;
}

function placeOf(claims: Claims | null, now: Date) {
  const [begin, end] = [claims?.notBefore ?? claims?.issued ?? null, claims?.notOnOrAfter ?? null];
  if (begin === null || end === null || end <= begin) return null;
  const window: Window = { begin, end };
  return { ...window, ...placeIn(window, now) };
}

const DIRECTIONS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** The day only where it tells the two apart. */
function timeOf(moment: Date, begin: Date, end: Date): string {
  const isOfOneDay = begin.toISOString().slice(0, 10) === end.toISOString().slice(0, 10);
  return isOfOneDay ? moment.toISOString().slice(11, 19) : shown(moment).slice(0, 19);
}

const local = (moment: Date) => moment.toISOString().slice(0, 19);
const shown = (moment: Date) => `${moment.toISOString().slice(0, 19).replace("T", " ")} UTC`;
