// How a message of the protocol is signed: inside it, or in the query (bindings 3.4.4.1).
import { DSIG } from "../names.js";
import { attributeValue, childNamed, type TreeNode } from "../xml-tree.js";
import type { Fact } from "./facts.js";
import { asking, type Finding, type Subject } from "./finding.js";

/** `must`: single logout (profiles 4.4.4.1). */
export function signingFindings(subject: Subject, wanted: "may" | "must"): Finding[] {
  return [place(subject, wanted), ...algorithm(subject)];
}

function place({ signature, isSigned, sender, loaded: { message } }: Subject, wanted: "may" | "must"): Finding {
  const { pass, fail, note, skip } = asking("signed", wanted === "must" ? "It is signed where its binding has it" : "If it is signed, then where its binding has it", "bindings 3.4.4.1, 3.5.4; profiles 4.1.4.1, 4.4.4.1");
  const { how, signature: inQuery } = message.transport;
  if (how === "Redirect" && signature !== null && inQuery !== null) {
    return note("There is a Signature inside the message besides that of the query. By HTTP-Redirect it has to be taken out, and not every receiver passes over it.", { actor: sender, at: signature });
  }
  if (how === "Redirect" && signature !== null) {
    return fail("There is a Signature inside the message. By HTTP-Redirect it has to be taken out, and the signature stands in the query.", { actor: sender, hint: "Sign the query: SAMLRequest or SAMLResponse, RelayState and SigAlg as they are sent.", at: signature });
  }
  if (isSigned) return pass();
  if (how === "xml" || how === "value") return skip("There is no signature inside it. One in the query cannot be judged from the message alone.");
  if (wanted === "must") return fail("It is not signed. Logout messages that go through the browser have to be.", { actor: sender });
  return note("It is not signed. That is allowed, unless the identity provider wants it (WantAuthnRequestsSigned).");
}

function algorithm({ signature, sender, loaded: { message } }: Subject): Finding[] {
  const uri = algorithmOf(signature, message.transport.sigAlg);
  if (uri === null) return [];
  const { pass, note } = asking("algorithm", "The signature algorithm is up to date", "RFC 6194, RFC 9142");
  if (/#(?:rsa|dsa|ecdsa)-sha1$/.test(uri)) return [note("It is signed by SHA-1, which many identity providers no longer take.", { found: uri, actor: sender, hint: "Sign by RSA-SHA256." })];
  return [pass()];
}

export function signatureFacts({ signature, loaded: { message } }: Pick<Subject, "signature" | "loaded">): Fact[] {
  const { sigAlg, signature: inQuery, how } = message.transport;
  const where = inQuery !== null ? "in the query" : signature !== null ? "inside the message" : null;
  if (where === null) return [{ name: "Signed", meaning: how === "xml" || how === "value" ? "Not inside the message. A signature in the query cannot be seen here." : "No." }];
  const uri = algorithmOf(inQuery === null ? signature : null, sigAlg);
  return [{ name: "Signed", meaning: `${where}. ${inQuery === null ? "This page does not verify it." : ""}`.trim(), ...(signature === null ? {} : { at: signature }) }, ...(uri === null ? [] : [{ name: "Algorithm", value: uri }])];
}

function algorithmOf(signature: TreeNode | null, inQuery: string | null): string | null {
  if (signature === null) return inQuery;
  const method = childNamed(childNamed(signature, DSIG, "SignedInfo"), DSIG, "SignatureMethod");
  return attributeValue(method, "Algorithm");
}
