// What a value says to whoever reads the message, apart from what no two logins have in common.
import { TRANSIENT, XSI } from "../names.js";
import { attributeNamed, type ComparedAttribute, type ComparedNode, type ComparedTree, isId } from "./tree.js";

/** A text, of an attribute or of the element itself. */
export interface Leaf {
  readonly owner: ComparedNode;
  readonly attribute: ComparedAttribute | null;
  readonly value: string;
}

export interface Meaning {
  /** What is compared. */
  readonly means: string;
  /** Milliseconds after the IssueInstant, where times are compared by it. */
  readonly offset: number | null;
  readonly shown: string;
  /** Where the meaning is the same, the value differs in every login. */
  readonly varies: boolean;
}

/** Products take the two instants one after the other. */
const JITTER = 2000;

export function sameMeaning(one: Meaning, other: Meaning): boolean {
  if (one.offset !== null && other.offset !== null && Math.abs(one.offset - other.offset) > JITTER) return false;
  return one.means === other.means;
}

export function meaningOf({ owner, attribute, value }: Leaf, tree: ComparedTree): Meaning {
  if (attribute === null) return meaningOfText(owner, value);
  if (attribute.namespace !== "" || attribute.written !== attribute.local) return itself(value, attribute.namespace === XSI ? flag(attribute.local, value) : value);
  const { local } = attribute;
  if (isId(local) || local === "SessionIndex") return varying(value);
  if (local === "InResponseTo") return owner === tree.root ? varying(value) : answered(value, tree);
  if (local === "URI") return referred(owner, value, tree);
  if (INSTANTS.has(local)) return instant(owner, local, value, tree);
  return itself(value, flag(local, value));
}

export const leafOf = (owner: ComparedNode): Leaf => ({ owner, attribute: null, value: owner.text });

function meaningOfText(owner: ComparedNode, value: string): Meaning {
  const { local } = owner;
  if (local === "DigestValue" || local === "SignatureValue" || local === "CipherValue" || local === "SessionIndex") return varying(value);
  if (local === "NameID" && attributeNamed(owner, "Format") === TRANSIENT) return varying(value);
  return itself(value, local === "X509Certificate" ? value.replace(/\s/g, "") : value);
}

const itself = (value: string, means = value): Meaning => ({ means, offset: null, shown: value, varies: false });

const varying = (value: string, means = value === "" ? "empty" : ""): Meaning => ({ means, offset: null, shown: value, varies: true });

/** Two ways to write a truth value. */
const flag = (local: string, value: string) => (FLAGS.has(local) ? (TRUTHS.get(value) ?? value) : value);

const TRUTHS = new Map([["1", "true"], ["0", "false"]]);

const FLAGS = new Set(["ForceAuthn", "IsPassive", "AllowCreate", "isDefault", "isRequired", "AuthnRequestsSigned", "WantAuthnRequestsSigned", "WantAssertionsSigned", "nil"]);

function answered(value: string, { root }: ComparedTree): Meaning {
  const asked = root === null ? null : attributeNamed(root, "InResponseTo");
  const means = asked === null ? "a request, which the message itself does not name" : asked === value ? "the request that the message itself names" : "another request than the message itself names";
  return { means, offset: null, shown: means, varies: true };
}

function referred(owner: ComparedNode, value: string, { ids }: ComparedTree): Meaning {
  if (!value.startsWith("#")) return itself(value);
  if (owner.local !== "Reference") return varying(value, "#");
  const holder = owner.parent?.parent?.parent ?? null;
  const target = ids.get(value.slice(1)) ?? null;
  const means = target === null ? "nothing in the message" : target === holder ? "the element that holds the signature" : `another element: ${target.local.slice(0, 60)}`;
  return { means, offset: null, shown: means, varies: true };
}

function instant(owner: ComparedNode, local: string, value: string, { root }: ComparedTree): Meaning {
  // How it is written can be wrong by itself: without Z, it says no moment.
  const form = value.trim().replace(/\.\d+/, "").replace(/\d/g, "0");
  if (local === "AuthnInstant" || (local === "IssueInstant" && owner === root)) return { means: form, offset: null, shown: value, varies: true };
  const issued = dateOf((local === "IssueInstant" ? owner.parent : owner)?.issued ?? "");
  const moment = dateOf(value);
  if (issued === null || moment === null) return itself(value);
  return { means: form, offset: moment - issued, shown: afterIssue(moment - issued), varies: true };
}

const INSTANTS = new Set(["IssueInstant", "AuthnInstant", "NotBefore", "NotOnOrAfter", "SessionNotOnOrAfter"]);

function dateOf(value: string): number | null {
  if (!/^\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\s*$/.test(value)) return null;
  const moment = Date.parse(value.trim());
  return Number.isNaN(moment) ? null : moment;
}

function afterIssue(milliseconds: number): string {
  if (Math.abs(milliseconds) < 500) return "at the IssueInstant";
  return `${duration(Math.abs(milliseconds))} ${milliseconds < 0 ? "before" : "after"} the IssueInstant`;
}

export function duration(milliseconds: number): string {
  let seconds = Math.round(milliseconds / 1000);
  const parts: string[] = [];
  for (const [size, name] of [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]] as const) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(" ");
}
