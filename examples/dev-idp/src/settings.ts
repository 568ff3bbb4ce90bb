// The settings of an application and of a person, as forms and the JSON door give them.
import { readCertificate } from "./certificates.js";
import { NAME_ID_FORMATS } from "./identity-provider.mjs";
import { Refusal } from "./refusal.js";
import { allowed } from "./xml.mjs";

export interface Application {
  readonly id: string;
  readonly name: string;
  /** What Okta calls Audience. */
  readonly entityId: string;
  /** Okta: Single sign-on URL. Answers go nowhere else. */
  readonly acsUrl: string;
  readonly sloUrl?: string | undefined;
  readonly sloBinding: "redirect" | "post";
  /** PEM, both. */
  readonly signatureCertificate?: string | undefined;
  readonly encryptionCertificate?: string | undefined;
  readonly nameIdFormat: string;
  readonly signs: "assertion" | "response" | "both";
  readonly encrypts: boolean;
  /** Addresses of people. */
  readonly assigned: "all" | readonly string[];
}

export interface Person {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly groups: readonly string[];
}

/** Members that are not known are refused, because one that is misspelt would be missed. */
export function readApplication(id: string, given: Readonly<Record<string, unknown>>): Application {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id) || RESERVED.includes(id)) throw new Refusal(400, "The id of an application has 1 to 64 of the characters a-z, 0-9 and -.");
  const unknown = Object.keys(given).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw new Refusal(400, `An application has no setting “${unknown}”. It has: ${MEMBERS.join(", ")}.`);
  const entityId = required(given, "entityId", "Audience (SP Entity ID)");
  const application: Application = {
    id,
    name: text(given, "name") || entityId,
    entityId,
    acsUrl: address(required(given, "acsUrl", "Single sign-on URL (ACS)")),
    sloUrl: optional(text(given, "sloUrl"), address),
    sloBinding: choice(given, "sloBinding", ["redirect", "post"]),
    signatureCertificate: optional(text(given, "signatureCertificate"), readCertificate),
    encryptionCertificate: optional(text(given, "encryptionCertificate"), readCertificate),
    nameIdFormat: choice(given, "nameIdFormat", NAME_ID_FORMATS),
    signs: choice(given, "signs", ["both", "assertion", "response"]),
    encrypts: given["encrypts"] === true || given["encrypts"] === "on",
    assigned: assignedOf(given["assigned"]),
  };
  if (application.encrypts && application.encryptionCertificate === undefined) throw new Refusal(400, "To encrypt assertions, the Encryption Certificate of the application is needed.");
  return application;
}

const MEMBERS = ["name", "entityId", "acsUrl", "sloUrl", "sloBinding", "signatureCertificate", "encryptionCertificate", "nameIdFormat", "signs", "encrypts", "assigned"];
/** Words of addresses here. */
const RESERVED = ["new", "import"];

export function readPerson(given: Readonly<Record<string, unknown>>): Person {
  const email = readEmail(text(given, "email"));
  const named = namesIn(email);
  return {
    email,
    firstName: text(given, "firstName") || named.firstName,
    lastName: text(given, "lastName") || named.lastName,
    groups: groupsOf(given["groups"]),
  };
}

export function readEmail(given: string): string {
  const email = checkedText(given, "The address").trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal(400, `“${email}” is no e-mail address.`);
  return email;
}

/** mary.major@example.com is Mary Major. */
function namesIn(email: string): { readonly firstName: string; readonly lastName: string } {
  const [local = ""] = email.split("@");
  const [firstName = "", ...rest] = local.split(/[._-]/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return { firstName, lastName: rest.join(" ") };
}

/** Okta has everybody in this group. */
export const EVERYONE = "Everyone";

function groupsOf(given: unknown): readonly string[] {
  const listed = typeof given === "string" ? given.split(",") : Array.isArray(given) ? given : [];
  const groups = listed.map((group) => checkedText(group, "A group").trim()).filter((group) => group !== "");
  return [...new Set([EVERYONE, ...groups])];
}

function assignedOf(given: unknown): Application["assigned"] {
  if (given === undefined || given === "all") return "all";
  if (Array.isArray(given)) return given.map((email) => readEmail(checkedText(email, "assigned")));
  throw new Refusal(400, "assigned is “all” or a list of addresses.");
}

export const isAssigned = ({ assigned }: Application, { email }: Person) => assigned === "all" || assigned.includes(email);

function required(given: Readonly<Record<string, unknown>>, name: string, label: string): string {
  const value = text(given, name);
  if (value === "") throw new Refusal(400, `${label} is missing.`);
  return value;
}

/** `as const` lists keep the type. */
function choice<const Value extends string>(given: Readonly<Record<string, unknown>>, name: string, values: readonly Value[]): Value {
  const found = text(given, name) === "" ? values[0] : values.find((value) => value === given[name]);
  if (found === undefined) throw new Refusal(400, `${name} is one of: ${values.join(", ")}.`);
  return found;
}

const optional = (value: string, read: (value: string) => string) => (value === "" ? undefined : read(value));

/** Only http and https: a script would run here. */
function address(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol) || url.hash !== "") throw new Refusal(400, `“${value}” is no absolute http or https URL without a fragment.`);
  return value;
}

const text = (given: Readonly<Record<string, unknown>>, name: string) => (given[name] === undefined || given[name] === null ? "" : checkedText(given[name], name).trim());

function checkedText(value: unknown, name: string): string {
  if (typeof value !== "string" || value.length > 20_000) throw new Refusal(400, `${name} is no text, or a very long one.`);
  try {
    return allowed(value);
  } catch {
    throw new Refusal(400, `${name} has a character that XML cannot hold.`);
  }
}
