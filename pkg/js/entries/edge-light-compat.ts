import "../edge-light.js";

export * from "../compat.js";
