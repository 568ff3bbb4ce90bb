import "../edge-light.js";

export * from "../debug.js";
