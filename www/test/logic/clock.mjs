import { equal } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { lasting, placeIn } = await loadSource("clock-window.ts");

const window = { begin: new Date("2026-11-24T10:00:00Z"), end: new Date("2026-11-24T10:10:00Z") };
const at = (time) => placeIn(window, new Date(time));

export const clockTests = {
  "how far a moment is from the window": () => {
    equal(at("2026-11-24T10:09:00Z").said, "within it, 60 seconds before its end");
    equal(at("2026-11-24T10:00:00Z").said, "within it, 10 minutes before its end");
    equal(at("2026-11-24T09:59:59Z").said, "1 second before its beginning");
    equal(at("2026-11-24T10:10:00Z").said, "at its end, which is too late");
    equal(at("2026-11-26T08:20:00Z").said, "46 hours after its end");
    equal(at("2031-11-24T10:10:00Z").said, "1,826 days after its end");
  },

  "what lies beyond the slider, and on which side": () => {
    const { least, most } = at("2026-11-24T10:05:00Z");
    equal([least, most].map((time) => new Date(time).toISOString()), ["2026-11-24T09:54:00.000Z", "2026-11-24T10:16:00.000Z"]);
    equal([least - 1, least, most, most + 1].map((time) => at(time).beyond), ["before", null, null, "after"]);
  },

  "lengths in whole units": () => {
    equal([0, 1400, 2000, 119_000, 120_000, 7_199_000, 7_200_000, 172_799_000, 172_800_000].map(lasting), ["1 second", "1 second", "2 seconds", "119 seconds", "2 minutes", "119 minutes", "2 hours", "47 hours", "2 days"]);
  },
};
