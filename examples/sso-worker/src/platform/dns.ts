/** Why a name was not looked up, for whoever waits for it. */
export class LookUpError extends Error {}

/** Where the TXT record of a domain stands: a name of its own, so that it is in nobody's way (RFC 8552). */
export const proofName = (domain: string): string => `_saml-edge.${domain}`;

/** The texts of the TXT records of a name, by DNS over HTTPS with JSON answers; none where there is no such name. */
export async function lookUpTxt(resolver: URL, name: string): Promise<readonly string[]> {
  const url = new URL(resolver);
  url.searchParams.set("name", name);
  url.searchParams.set("type", "TXT");
  const answer = await ask(url);
  if (answer.Status === NO_SUCH_NAME) return [];
  if (answer.Status !== 0) throw new LookUpError(`The name server of the domain failed (${answer.Status}). Try again in a while.`);
  return (answer.Answer ?? []).filter(({ type }) => type === TXT).map(({ data }) => textOf(data));
}

interface Answer {
  readonly Status: number;
  readonly Answer?: readonly { readonly type: number; readonly data: string }[];
}

async function ask(url: URL): Promise<Answer> {
  try {
    const response = await fetch(url, { headers: { accept: "application/dns-json" }, signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new LookUpError(`The resolver answered ${response.status}.`);
    return await response.json<Answer>();
  } catch (cause) {
    throw cause instanceof LookUpError ? cause : new LookUpError("The resolver did not answer. Try again in a while.", { cause });
  }
}

const TXT = 16;
const NO_SUCH_NAME = 3;

/** Resolvers write a TXT as its character strings between quotes, which belong together. */
const textOf = (data: string): string => (data.startsWith('"') ? [...data.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part?.replace(/\\(.)/g, "$1")).join("") : data);
