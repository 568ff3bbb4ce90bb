export { compare, type Compared, type Comparison, type Difference } from "./compare.js";
export { outline } from "../xml-outline.js";
