// Around a ciphertext. Anybody can encrypt to a service provider, whose key is public: encryption proves nothing about who sent it.
import { XMLENC } from "../names.js";
import { contentOf, isNamed, isWithin, type TreeNode } from "../xml-tree.js";
import { before, behind, type Edit, removed, replaced } from "./edits.js";
import { type LoginParts, partOf, wholeOf } from "./login.js";
import type { Variant } from "./variants.js";
import { inExtensions } from "./wrapping-variants.js";

export function encryptionVariants(login: LoginParts): Variant[] {
  const { encrypted, ofResponse, forgery } = login;
  const [clear] = forgery;
  if (encrypted === null || clear === undefined) return [];
  const unsigned = ofResponse === null ? [] : [removed(ofResponse.signature)];
  const genuine = partOf(login, encrypted);
  const made: (readonly [string, string, readonly Edit[]])[] = [
    ["A forged Assertion in the clear, in place of the encrypted one", CLEAR, forgery],
    ...(ofResponse === null ? [] : [["The same, and no Signature", CLEAR, [...forgery, ...unsigned]] as const]),
    ["A forged Assertion before the encrypted one", BESIDE, [before(encrypted, clear.text)]],
    ["A forged Assertion after the encrypted one", BESIDE, [behind(encrypted, clear.text)]],
    ["A forged Assertion in the clear, the encrypted one in Extensions", BESIDE, [...forgery, inExtensions(login, genuine)]],
    ["The encrypted Assertion twice", "A login counts twice, or the second one goes unnoticed.", [behind(encrypted, genuine)]],
    ...altered(login, encrypted),
  ];
  return made.map(([title, wins, edits]) => ({ group: "Encryption", title, wins, text: wholeOf(login, edits) }));
}

const CLEAR = "A library that is content with an assertion in the clear takes what anybody can write.";
const BESIDE = "The encrypted assertion is verified, and the one beside it is read.";

function altered({ tree, text }: LoginParts, encrypted: TreeNode): (readonly [string, string, readonly Edit[]])[] {
  const values = tree.nodes.filter((node) => isNamed(node, XMLENC, "CipherValue") && isWithin(node, encrypted));
  const keys = values.filter(isOfKey);
  const contents = values.filter((value) => !isOfKey(value));
  // Of several keys one is enough, so that another one may be anything.
  return [...one(text, keys, "key"), ...one(text, contents, "assertion")];
}

const isOfKey = ({ parent }: TreeNode) => isNamed(parent?.parent ?? null, XMLENC, "EncryptedKey");

function one(text: string, [node, ...more]: readonly TreeNode[], what: string): (readonly [string, string, readonly Edit[]])[] {
  if (node === undefined || more.length > 0) return [];
  const digits = base64Digits(text, node);
  const [first, middle] = [digits[0], digits[Math.floor(digits.length / 2)]];
  if (first === undefined || middle === undefined) return [];
  const wins = "Whoever can have many altered ciphertexts judged, and sees how they fail, can decrypt the message, or write another one.";
  return [
    [`The first block of the encrypted ${what} altered`, wins, [otherDigit(text, first)]],
    [`The middle of the encrypted ${what} altered`, wins, [otherDigit(text, middle)]],
  ];
}

function base64Digits(text: string, node: TreeNode): number[] {
  const { start, end } = contentOf(node);
  return Array.from(text.slice(start, end).matchAll(/[A-Za-z0-9+/]/g), ({ index }) => start + index);
}

const otherDigit = (text: string, at: number): Edit => replaced({ start: at, end: at + 1 }, text[at] === "A" ? "B" : "A");
