import "../inlined.js";

export * from "../index.js";
