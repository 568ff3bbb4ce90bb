// What subjects are called. Loads nothing, so that documents can be made before anything is installed.

export const OWN = "saml-edge";
/** The peer that the goals are about. */
export const PEER = "node-saml";
export const FLOOR = "node-crypto";

const SHORT = { "boxyhq-saml20": "boxyhq", "samlify-xmllint": "samlify+xmllint", "node-crypto": "node:crypto", empty: "nothing" };

/** A name for the head of a column; the package's whole name stands in a note. */
export const shortOf = (id) => SHORT[id] ?? id;

/** The same, marked where it verifies signatures alone. */
export const columnOf = ({ id, scope }) => (scope === "signature" ? `${shortOf(id)} †` : shortOf(id));
