import "../workerd.js";

export * from "../index.js";
