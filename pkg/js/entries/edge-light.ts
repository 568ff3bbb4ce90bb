import "../edge-light.js";

export * from "../index.js";
