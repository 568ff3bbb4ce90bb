// Messages as the comparison takes them, and what it says about them.
const BY_ITSELF = { how: "xml", from: "text", parameter: null, relayState: null, sigAlg: null, signature: null, query: null, signed: null, url: null, method: null, time: null };

export const sideOf = ({ outline }, text, { transport = {}, steps = [], problems = [], decrypted = [] } = {}) => ({ message: { transport: { ...BY_ITSELF, ...transport }, steps, problems }, outline: outline(text), decrypted });

export const compareTexts = (source, one, other) => source.compare(sideOf(source, one), sideOf(source, other));

/** `label: one | other` of each difference. */
export const told = ({ differences }) => differences.map(({ label, one, other }) => `${label}: ${shown(one)} | ${shown(other)}`);

const shown = (values) => (values === null ? "-" : values.join(", "));

/** Fails where the text is not there, which would make a test of nothing. */
export function altered(text, from, to) {
  if (!text.includes(from)) throw new Error(`There is no ${from} in the message.`);
  return text.replace(from, to);
}

export const alteredEverywhere = (text, from, to) => altered(text, from, to).replaceAll(from, to);
