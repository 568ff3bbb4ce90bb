// What the exports of the package do not lead to, of the same instance: for its own tests and for the debugger page. It is not packed.
export { call } from "./core.js";
export { pageOf } from "./error.js";
// As a whole: the tests' build has an export more, which traps.
export * from "./glue.js";
export { nearMisses, rules, wordings } from "./tables.js";
export { refusalOf } from "./wording.js";
