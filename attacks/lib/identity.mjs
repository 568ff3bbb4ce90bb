// What libraries hand out, in the words of the protocol.

/** A login that names nobody, or several, signs nobody in. */
export function oneName(nameId) {
  if (typeof nameId !== "string" || nameId === "") throw new Error("handed out without one NameID");
  return nameId;
}

/** Each attribute as a list of texts; what is not a text is not one of the corpus either. */
export function texts(attributes = {}) {
  return Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, [values].flat().map((value) => (typeof value === "string" ? value : JSON.stringify(value ?? "")))]));
}
