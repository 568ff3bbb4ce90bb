import type { SamlConfig } from "./types.js";

/** The certificates of the moment. A function may call back, as node-saml's do, or answer with a promise; nothing is kept of it. */
export async function certificatesOf(idpCert: SamlConfig["idpCert"]): Promise<readonly string[]> {
  const found = typeof idpCert === "function" ? await called(idpCert) : idpCert;
  if (typeof found === "string") return [found];
  if (!Array.isArray(found) || found.length === 0) throw new TypeError("options.idpCert gave no certificate: a text, or a list of texts.");
  return found as readonly string[];
}

function called(idpCert: Extract<SamlConfig["idpCert"], (...words: never) => unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const answer = idpCert((error, certificates) => (error === null || error === undefined ? resolve(certificates) : reject(error)));
    // A promise of nothing is that of an async function that calls back, now or later.
    if (typeof answer?.then === "function") answer.then((certificates) => certificates !== undefined && resolve(certificates), reject);
  });
}
