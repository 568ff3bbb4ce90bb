// The core's verdict on a logout message, under the settings of the page.
import type { Question } from "../judgement.js";
import { type Refusal, SamlError, verifyLogout } from "../library.js";
import { base64 } from "../octets.js";
import type { Message } from "../recognise/index.js";

export type LogoutVerdict = Verdict & { readonly complaints: readonly string[] };

type Verdict =
  | { readonly outcome: "accepted"; readonly kind: "request" | "response"; readonly certificateSha256: string; readonly nameId: string | null; readonly success: boolean; readonly partial: boolean; readonly relaxed: readonly string[] }
  | { readonly outcome: "refused"; readonly refusal: Refusal }
  /** The settings lack something. */
  | { readonly outcome: "open"; readonly missing: "connection" | "sloUrl" | "query" | "settings" };

/** `null` for other messages. */
export async function judgeLogout(message: Message, question: Question): Promise<LogoutVerdict | null> {
  if (message.kind !== "LogoutRequest" && message.kind !== "LogoutResponse") return null;
  const input = inputOf(message);
  const { connection } = question;
  if (connection === null) return { outcome: "open", missing: "connection", complaints: [] };
  if (connection.sp.sloUrl === undefined) return { outcome: "open", missing: "sloUrl", complaints: [] };
  if (input === null) return { outcome: "open", missing: "query", complaints: [] };
  const complaints: string[] = [];
  for (let decrypt = question.decrypt; ; decrypt = null) {
    try {
      return { ...(await verdictOf(input, connection, question, decrypt)), complaints };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      complaints.push(error.message);
      if (decrypt === null) return { outcome: "open", missing: "settings", complaints };
    }
  }
}

async function verdictOf(input: string | URLSearchParams, connection: NonNullable<Question["connection"]>, { inResponseTo, now }: Question, decrypt: string | null): Promise<Verdict> {
  try {
    const awaited = inResponseTo === undefined ? { store: AWAITS_ANY, cookies: null } : { store: "none-accept-replay" as const, inResponseTo };
    const logout = await verifyLogout(input, connection, { ...awaited, now, decrypt: decrypt ?? undefined });
    const shared = { outcome: "accepted", certificateSha256: logout.evidence.certificateSha256, relaxed: logout.evidence.relaxed } as const;
    return logout.kind === "request" ? { ...shared, kind: "request", nameId: logout.nameId, success: true, partial: false } : { ...shared, kind: "response", nameId: null, success: logout.success, partial: logout.partial };
  } catch (error) {
    if (error instanceof SamlError) return { outcome: "refused", refusal: error.toJSON() };
    throw error;
  }
}

/** Every message is the first of its ID, and whatever request it answers was sent. */
const AWAITS_ANY = { put: () => true, take: () => true };

/** The query as it came, since its octets were signed; a form otherwise. `null` for a query that the text does not have as a whole. */
function inputOf({ kind, xml, transport }: Message): string | URLSearchParams | null {
  if (transport.how === "Redirect") return transport.query;
  const parameter = transport.parameter ?? (kind === "LogoutRequest" ? "SAMLRequest" : "SAMLResponse");
  return new URLSearchParams({ [parameter]: base64(xml), ...(transport.relayState === null ? {} : { RelayState: transport.relayState }) });
}
