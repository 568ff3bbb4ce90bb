// Signature wrapping: XSW 1 to 8 (Somorovsky and others, 2012; numbered as in SAML Raider), and where else the signed element was parked since.
import { ASSERTION, DSIG, PROTOCOL } from "../names.js";
import { attributeNamed, childNamed, type TreeNode } from "../xml-tree.js";
import { appended, before, behind, type Edit, removed, replaced } from "./edits.js";
import { forgeryAgainst, type LoginParts, partOf, type Signed, wholeOf } from "./login.js";
import type { Variant } from "./variants.js";

export function wrappingVariants(login: LoginParts): Variant[] {
  const { ofResponse, ofAssertion, assertion, encrypted } = login;
  const made = [
    ...(ofResponse === null ? [] : responseWrappings(login, ofResponse)),
    ...(ofAssertion === null || assertion === null ? [] : assertionWrappings(login, ofAssertion)),
    ...(assertion === null ? [] : clones(login, assertion)),
    ...(ofResponse === null && encrypted !== null ? [] : [responseInResponse(login)]),
  ];
  return made.map(([title, wins, text]) => ({ group: "Wrapping", title, wins, text }));
}

type Made = readonly [title: string, wins: string, text: string];

/** An ID that is free, and the one that the signature names. */
const KINDS = [
  ["another ID", "_forged"],
  ["the same ID", null],
] as const;

const renamed = (node: TreeNode, id: string | null): Edit[] => {
  const known = attributeNamed(node, "ID");
  return id === null || known === null ? [] : [replaced(known.inner, id)];
};

const WINS = "The name that the attacker wrote is read, and the signature of the genuine element is verified.";

function responseWrappings(login: LoginParts, signed: Signed): Made[] {
  const { owner, signature } = signed;
  const { assertion } = login;
  const genuine = partOf(login, owner, [removed(signature)]);
  return KINDS.flatMap(([kind, id]) => {
    const forged = [...renamed(owner, id), ...(assertion === null ? [] : renamed(assertion, id && `${id}_assertion`)), ...forgeryAgainst(login, signed)];
    return [
      [`XSW 1: the genuine Response inside the Signature of a forged one, with ${kind}`, WINS, wholeOf(login, [...forged, appended(signature, genuine)])],
      [`XSW 2: the genuine Response before its Signature in a forged one, with ${kind}`, WINS, wholeOf(login, [...forged, before(signature, genuine)])],
      [`Object: the genuine Response in an Object of the Signature of a forged one, with ${kind}`, WINS, wholeOf(login, [...forged, appended(signature, inObject(genuine))])],
    ] as const;
  });
}

function assertionWrappings(login: LoginParts, { owner, signature }: Signed): Made[] {
  const genuine = partOf(login, owner);
  const bare = partOf(login, owner, [removed(signature)]);
  // Where the Response is signed as well, that Signature would refuse all of them.
  const unsignedResponse = login.ofResponse === null ? [] : [removed(login.ofResponse.signature)];
  const whole = (text: string, ...more: Edit[]) => wholeOf(login, [replaced(owner, text), ...unsignedResponse, ...more]);
  const keyInfo = childNamed(signature, DSIG, "KeyInfo");
  return KINDS.flatMap(([kind, id]) => {
    const forgery = [...renamed(owner, id), ...login.forgery];
    const unsigned = (...more: Edit[]) => partOf(login, owner, [...forgery, removed(signature), ...more]);
    const signed = (...more: Edit[]) => partOf(login, owner, [...forgery, ...more]);
    return [
      [`XSW 3: a forged Assertion before the genuine one, with ${kind}`, WINS, whole(unsigned() + genuine)],
      [`XSW 4: the genuine Assertion inside a forged one, with ${kind}`, WINS, whole(unsigned(appended(owner, genuine)))],
      [`XSW 5: a forged Assertion with the Signature, the genuine one after it, with ${kind}`, WINS, whole(signed() + bare)],
      [`XSW 6: a forged Assertion with the Signature, the genuine one inside that, with ${kind}`, WINS, whole(signed(appended(signature, bare)))],
      [`XSW 7: a forged Assertion in Extensions, with ${kind}`, WINS, wholeOf(login, [...unsignedResponse, inExtensions(login, unsigned())])],
      [`XSW 8: the genuine Assertion in an Object of the Signature of a forged one, with ${kind}`, WINS, whole(signed(appended(signature, inObject(bare))))],
      [`Parked in Extensions: the genuine Assertion there, a forged one in its place, with ${kind}`, WINS, whole(unsigned(), inExtensions(login, genuine))],
      [`Parked in Advice: the genuine Assertion there, in a forged one with its Signature, with ${kind}`, WINS, whole(signed(...inAdvice(owner, bare)))],
      [`Parked in Advice: the genuine signed Assertion there, in a forged one without Signature, with ${kind}`, WINS, whole(unsigned(...inAdvice(owner, genuine)))],
      ...(keyInfo === null || keyInfo.element.contentEnd === keyInfo.element.end ? [] : [[`Parked in KeyInfo: the genuine Assertion there, in a forged one with its Signature, with ${kind}`, WINS, whole(signed(appended(keyInfo, bare)))] as const]),
    ] as const;
  });
}

/** Whatever is signed: a second assertion beside the first. */
function clones(login: LoginParts, assertion: TreeNode): Made[] {
  const { ofAssertion, ofResponse } = login;
  const copy = partOf(login, assertion, [...renamed(assertion, "_forged"), ...login.forgery, ...(ofAssertion === null ? [] : [removed(ofAssertion.signature)])]);
  const inTheHole = ofResponse === null ? [] : [["Enveloped hole: a forged Assertion in an Object of the Response's Signature, which no digest covers", "The forged assertion is found by a search, and every signature verifies.", wholeOf(login, [appended(ofResponse.signature, inObject(copy))])] as const];
  return [
    ["A forged Assertion after the genuine one", "The last assertion is read, and the first is verified.", wholeOf(login, [behind(assertion, copy)])],
    ["A forged Assertion in front of the genuine one, all signatures left", "The first assertion is read, and the signed one is verified.", wholeOf(login, [before(assertion, copy)])],
    ["The genuine Assertion twice", "A login counts twice, or a second assertion goes unnoticed.", wholeOf(login, [behind(assertion, partOf(login, assertion))])],
    ...inTheHole,
  ];
}

function responseInResponse(login: LoginParts): Made {
  const { response, assertion, forgery, ofResponse, ofAssertion } = login;
  const bare = [ofResponse, ofAssertion].flatMap((signed) => (signed === null ? [] : [removed(signed.signature)]));
  return ["A forged Response around the genuine one", WINS, wholeOf(login, [...renamed(response, "_forged"), ...(assertion === null ? [] : renamed(assertion, "_forged_assertion")), ...forgery, ...bare, inExtensions(login, partOf(login, response))])];
}

const inObject = (text: string) => `<q:Object xmlns:q="${DSIG}">${text}</q:Object>`;

/** After the Issuer and the Signature (schema-protocol). */
export function inExtensions({ response }: LoginParts, text: string): Edit {
  const known = childNamed(response, PROTOCOL, "Extensions");
  if (known !== null) return replaced(known, `<q:Extensions xmlns:q="${PROTOCOL}">${text}</q:Extensions>`);
  const place = childNamed(response, DSIG, "Signature") ?? childNamed(response, ASSERTION, "Issuer");
  const at = place?.element.end ?? response.element.tagEnd;
  return replaced({ start: at, end: at }, `<q:Extensions xmlns:q="${PROTOCOL}">${text}</q:Extensions>`);
}

/** After the Conditions (schema-assertion). */
function inAdvice(assertion: TreeNode, text: string): Edit[] {
  const known = childNamed(assertion, ASSERTION, "Advice");
  const advice = `<q:Advice xmlns:q="${ASSERTION}">${text}</q:Advice>`;
  if (known !== null) return [replaced(known, advice)];
  const place = childNamed(assertion, ASSERTION, "Conditions") ?? childNamed(assertion, ASSERTION, "Subject");
  return place === null ? [] : [behind(place, advice)];
}
