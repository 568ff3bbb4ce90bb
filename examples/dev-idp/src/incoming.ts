// A message as the browser brings it: by HTTP-Redirect or HTTP-POST (bindings 3.4, 3.5).
import { formOf, inflated } from "./bodies.js";
import { SAML, SAMLP } from "./names.mjs";
import { unbase64 } from "./octets.mjs";
import { attributeOf, childOf, type Element, parseXml, textOf } from "./parsed-xml.js";
import { Refusal } from "./refusal.js";

/** Nothing of it is trusted: anybody may have written it. */
export interface Incoming {
  readonly root: Element;
  readonly id: string;
  readonly issuer: string;
  readonly relayState: string | undefined;
  /** As it stands in the URL, which is what was signed; of a POST the signature is in the message. */
  readonly query: string | undefined;
}

/** One of these, sent to `here`. */
export async function readIncoming(request: Request, names: readonly string[], here: string): Promise<Incoming> {
  const isPost = request.method === "POST";
  const query = isPost ? undefined : new URL(request.url).search.slice(1);
  const parameters = isPost ? await formOf(request) : new URLSearchParams(query);
  const [value, ...others] = ["SAMLRequest", "SAMLResponse"].flatMap((name) => parameters.getAll(name));
  if (value === undefined) throw new Refusal(400, `This address takes SAML messages (${names.join(", ")}), and none came along.`, { path: "/", label: "To the start" });
  // Which of two was signed, and which is read?
  if (others.length > 0 || parameters.getAll("RelayState").length > 1) throw new Refusal(400, "There are several messages at once, or several RelayStates.");
  const octets = decoded(value);
  const root = parseXml(isPost ? new TextDecoder().decode(octets) : await inflated(octets));
  if (root.namespaceURI !== SAMLP || !names.includes(`${root.localName}`)) throw new Refusal(400, `The message is ${root.nodeName}; this address takes ${names.join(", ")}.`);
  if (attributeOf(root, "Version") !== "2.0") throw new Refusal(400, "The message is not of SAML 2.0: its Version is another.");
  requireDestination(root, here);
  const issuer = textOf(childOf(root, SAML, "Issuer"));
  if (issuer === "") throw new Refusal(400, "The message has no Issuer, so nobody can say which application it is of.");
  return { root, id: idOf(root), issuer, relayState: parameters.get("RelayState") ?? undefined, query };
}

function decoded(value: string): Uint8Array {
  try {
    return unbase64(value.replace(/\s/g, ""));
  } catch {
    throw new Refusal(400, "The message is no base64.");
  }
}

function requireDestination(root: Element, here: string): void {
  const destination = attributeOf(root, "Destination");
  if (destination !== undefined && destination !== here) throw new Refusal(400, `The message was made for another address: its Destination is ${destination}, and this is ${here}.`);
}

/** It goes into the answer. */
function idOf(root: Element): string {
  const id = attributeOf(root, "ID") ?? "";
  if (!/^[\p{L}_][\p{L}\p{N}._-]{0,255}$/u.test(id)) throw new Refusal(400, "The message has no ID, or one that XML does not allow.");
  return id;
}
