// What an identity provider signs, by a good message of its own: the Response, the Assertion or both. The text is well-formed.

export function signedParts(xml) {
  const path = [];
  const signed = new Set();
  for (const [, close, name, empty] of xml.matchAll(TAG)) {
    if (name === undefined) continue;
    if (close) path.pop();
    else {
      if (local(name) === "Signature") signed.add(path.join("/"));
      if (!empty) path.push(local(name));
    }
  }
  const [response, assertion] = [signed.has("Response"), signed.has("Response/Assertion")];
  if (!response && !assertion) throw new Error("neither the Response nor the Assertion is signed");
  return response ? (assertion ? "both" : "response") : "assertion";
}

const local = (name) => name.replace(/^.*:/, "");

/** Comments, sections and instructions have no name; tags do. Values may hold >. */
const TAG = /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(\/?)([^\s/>!?]+)(?:[^>"']|"[^"]*"|'[^']*')*?(\/?)>/gs;
