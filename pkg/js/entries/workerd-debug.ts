import "../workerd.js";

export * from "../debug.js";
