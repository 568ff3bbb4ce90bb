// The sentences of the package that is bundled with this page, so that they are in it once.
import { nearMisses, rules, wordings } from "../../pkg/dist/internals.js";

export { pageOf } from "../../pkg/dist/internals.js";

export const NEAR_MISSES = nearMisses();
export const RULES = rules();
export const WORDINGS = wordings();
