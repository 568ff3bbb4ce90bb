// What compares, without the page.
export { outline } from "../xml-outline.js";
export { differingChecks } from "./checks.js";
export { compare } from "./compare.js";
export { nearMiss, onlyIn, parted } from "./values.js";
