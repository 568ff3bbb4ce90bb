import "../inlined.js";

export * from "../compat.js";
