import "../workerd.js";

export * from "../compat.js";
