// What goes beside a message in an address: node-saml's additional parameters, of which `RelayState` is one that it knows.
import type { AuthOptions, AdditionalParameters, SamlConfig } from "./types.js";

export interface Beside {
  readonly relayState: string | undefined;
  readonly more: ReadonlyMap<string, readonly string[]>;
}

/** In node-saml's order: the argument, the options from the general to the special, and what is given with the call. */
export function parametersOf(options: SamlConfig, operation: "authorize" | "logout", RelayState: string | undefined, given: AuthOptions | undefined): Beside {
  const special = operation === "logout" ? options.additionalLogoutParams : options.additionalAuthorizeParams;
  const more = new Map<string, readonly string[]>();
  for (const parameters of [options.additionalParams, special, given?.additionalParams])
    for (const [name, values] of entriesOf(parameters)) more.set(name, values);
  const [relayState = RelayState, ...others] = more.get("RelayState") ?? [];
  more.delete("RelayState");
  if (others.length > 0 || !["string", "undefined"].includes(typeof (relayState ?? undefined))) throw new TypeError("RelayState is not one text.");
  return { relayState: relayState === "" || relayState === null ? undefined : relayState, more };
}

function* entriesOf(parameters: AdditionalParameters | undefined): Iterable<readonly [name: string, values: readonly string[]]> {
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (TAKEN.has(name)) throw new TypeError(`additionalParams.${name} is a parameter of the message itself.`);
    const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    if (!values.every((text) => typeof text === "string")) throw new TypeError(`additionalParams.${name} is neither a text nor a list of texts.`);
    yield [name, values as readonly string[]];
  }
}

const TAKEN = new Set(["SAMLRequest", "SAMLResponse", "SAMLEncoding", "SigAlg", "Signature"]);

/** Behind the message, whose octets are signed as they stand. Nothing there is signed. */
export function withParameters(url: URL, { more }: Pick<Beside, "more">): string {
  let text = url.href;
  for (const [name, values] of more) {
    if (url.searchParams.has(name)) throw new TypeError(`additionalParams.${name} is in the address already.`);
    for (const value of values) text += `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  }
  return text;
}
