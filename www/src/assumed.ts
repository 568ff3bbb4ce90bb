// A connection that is not whole: what is missing in it is taken from the message, and what rests on that decides nothing.
import type { Claims } from "./claims.js";
import type { Check, Connection, Report } from "./library.js";

/** The parts of a connection without which the core cannot judge. */
export type Assumed = "issuer" | "certificates" | "entityId" | "acsUrl";

export const LABELS: Readonly<Record<Assumed, string>> = {
  issuer: "the Issuer of your identity provider",
  certificates: "its certificate",
  entityId: "the Entity ID of your application",
  acsUrl: "its ACS URL",
};

export function missingIn(connection: Connection | null): Assumed[] {
  if (connection === null) return ["issuer", "certificates", "entityId", "acsUrl"];
  const { idp, sp } = connection;
  const isMissing = { issuer: idp.entityId === "", certificates: idp.certificates.length === 0, entityId: sp.entityId === "", acsUrl: sp.acsUrl === "" };
  return ASKED.filter((part) => isMissing[part]);
}

const ASKED = ["issuer", "certificates", "entityId", "acsUrl"] as const;

/** What is assumed of each part; `null` where the message says nothing of it. */
export type Assumptions = Readonly<Record<Assumed, Connection["idp"]["certificates"] | string | null>>;

export const assumptionsOf = ({ issuer, certificates, audience, address }: Claims): Assumptions => ({ issuer, certificates: certificates.length === 0 ? null : certificates, entityId: audience, acsUrl: address });

/**
 * The report of `ask` on the completed connection. A rule that fails there fails whatever stands in the gaps, since nothing could suit the message better. A rule that passes
 * rests on an assumption if it fails with another value in its place: then it says nothing, and counts as skipped.
 */
export async function reportWith(connection: Connection | null, assumed: readonly Assumed[], assumptions: Assumptions, ask: (asked: Connection, canonicalForms: boolean) => Promise<Report>): Promise<Report> {
  const whole = completed(connection, assumed, assumptions);
  const report = await ask(whole, !assumed.includes("certificates"));
  const others = new Map<Assumed, Report>();
  for (const part of assumed) others.set(part, await ask(withAnother(whole, part), part === "certificates"));
  const withoutKey = others.get("certificates");
  const isAltered = report.signatures.some(({ digestStated, digestComputed }) => digestStated !== digestComputed);
  return {
    ...report,
    authenticated: false,
    accepted: false,
    checks: report.checks.map((check) => {
      if (check.outcome === "skip") return check;
      const part = assumed.find((candidate) => (check.outcome === "fail" ? isOf(candidate, check, assumptions, isAltered) : restsOn(candidate, check, others.get(candidate))));
      return part === undefined ? check : skipped(check, part);
    }),
    // Of a key that nobody trusts, a report must not say that it was configured.
    signatures: withoutKey?.signatures ?? report.signatures,
  };
}

/** Whether it failed by what stands in the place of a value that nobody gave. A digest that differs does so with any key. */
function isOf(part: Assumed, { rule, error }: Check, assumptions: Assumptions, isAltered: boolean): boolean {
  if (part === "certificates") return OF_KEYS.has(rule) && !(rule === "S15" && isAltered);
  return assumptions[part] === null && error?.expected === OTHERS[part];
}

/** With another key in its place, much is not even asked: there the rules are known by name. */
const restsOn = (part: Assumed, { rule }: Check, other: Report | undefined): boolean =>
  part === "certificates" ? OF_KEYS.has(rule) : other?.checks.some((check) => check.rule === rule && check.outcome !== "pass") === true;

/** They ask for a key of the connection that made the signature. */
const OF_KEYS = new Set(["K01", "K05", "S01", "S02", "S03", "S14", "S15", "S19"]);

const skipped = ({ rule, title, spec }: Check, part: Assumed): Check => ({ rule, title, spec, outcome: "skip", reason: `needs ${LABELS[part]}` });

function completed(connection: Connection | null, assumed: readonly Assumed[], assumptions: Assumptions): Connection {
  const value = (part: Assumed, given: string | undefined) => (assumed.includes(part) ? ((assumptions[part] as string | null) ?? OTHERS[part]) : (given ?? ""));
  const certificates = assumed.includes("certificates") ? ((assumptions.certificates as readonly string[] | null) ?? OTHER_KEYS) : (connection?.idp.certificates ?? []);
  return {
    idp: { ...connection?.idp, entityId: value("issuer", connection?.idp.entityId), certificates },
    sp: { ...connection?.sp, entityId: value("entityId", connection?.sp.entityId), acsUrl: value("acsUrl", connection?.sp.acsUrl) },
    // Whether the message answers a request, and whether the address is of a test network, only the connection knows.
    policy: { ...(assumed.includes("acsUrl") ? { allowHttpAcs: true } : {}), ...(connection === null ? { idpInitiated: "accept" } : connection.policy) },
  };
}

function withAnother(whole: Connection, part: Assumed): Connection {
  if (part === "certificates") return { ...whole, idp: { ...whole.idp, certificates: OTHER_KEYS } };
  if (part === "issuer") return { ...whole, idp: { ...whole.idp, entityId: OTHERS.issuer } };
  return { ...whole, sp: { ...whole.sp, [part]: OTHERS[part] } };
}

const OTHERS: Readonly<Record<Assumed, string>> = { issuer: "urn:nobody", certificates: "", entityId: "urn:nobody", acsUrl: "https://nobody.invalid/" };

/** Public keys whose private halves were never kept: they signed nothing. */
const OTHER_KEYS = ["MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvyaiWNRXxvKz3IyK6gTt7f8M4OU4sT5trCSOiFIf0kJuefQPbPhs5JUdCEhPTGeV9/Vtzq60MIdtBVlCBIdWfXRUB1DNHBEhNAPLrE5Jf5g6TNuILrDgTOSEKaGNdpU4IzhTVu3HmBdhiRNYpWyNre85GdzKS6ph0u6jisShfPZEkGjaHamLMW86+RpeYVZRJlVaf1b4ax7Y1k8EKLK5gft8I53+xqCq4AYFTfYlg78I6eP04iLDCiDBZduG7KASExFdZeeOKh/vtg8sJhnxkynDTw+Ush0NqZG+OigjlzH5lpL0tBDAV2ribJ+t6HJBH9YsCzEc65ezBcDC15fHgQIDAQAB", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE78LG9wKBqKDK388XeCn/GgpnGrOvS4MavW8DjzTIU4vVS3RvctVfQB6E7D4Xe1+R//kaMrS6uNoAJ2Tpev4EkQ=="];
