import "../inlined.js";

export * from "../debug.js";
