// Whom the reader trusts, and who he is: what `verifyLogin` takes as connection.
import type { Claims } from "./claims.js";
import { button, code, element, facts } from "./dom.js";
import { choiceField, type Field, fileButton, switchField, textField } from "./fields.js";
import { type CertificateDetails, type Connection, connectionFromMetadata, type Policy, readCertificates, type Report, SamlError } from "./library.js";
import { fingerprint } from "./signatures.js";

export interface ConnectionEditor {
  /** `null` where nothing was filled in. What is missing is said by the core. */
  read(): { connection: Connection | null; inResponseTo: string | null | undefined; unverified: Unverified };
  fill(connection: Connection, inResponseTo: string | null): void;
  /** One that a stranger may have made: it is marked, here and in the verdict, and never kept. */
  fillFromLink(connection: Connection, inResponseTo: string | null | undefined): void;
  /** `from`: where the document came from, when nobody has verified it. */
  fillFromMetadata(xml: string, from?: Unverified): Promise<void>;
  /** What the message offers for the form, and which certificates signed it. */
  show(claims: Claims | null, report: Report | null): void;
  open(): void;
}

type Unverified = "message" | "link" | null;

const STORED = "saml-debugger:connection";

export function connectionEditor(section: HTMLDetailsElement, now: () => Date, changed: () => void): ConnectionEditor {
  let certificates: readonly CertificateDetails[] = [];
  let certificateError: string | null = null;
  let claims: Claims | null = null;
  let report: Report | null = null;
  let unverifiedFrom: Unverified = null;

  const edited = () => {
    describe();
    store();
    changed();
  };
  const fields = makeFields(edited, () => void readPasted().then(edited));
  const list = element("div", { class: "certificates", at: { "aria-live": "polite" } });
  const state = element("span", { class: "quiet" });
  const unverified = element("div", { class: "notice warn", at: { hidden: "" } });
  const mark = (from: Unverified) => {
    unverifiedFrom = from;
    unverified.hidden = from === null;
    const confirm = button("I have compared it, and it is ours", () => {
      mark(null);
      edited();
    });
    unverified.replaceChildren(...(from === null ? [] : [element("p", {}, UNVERIFIED[from]), ...(from === "link" ? [confirm] : [])]));
  };
  const metadataSaid = element("p", { class: "quiet", at: { role: "status" } });
  const metadata = textField("Metadata of the identity provider", "XML", () => {}, 3);
  const save = switchField("Keep this connection in this browser (localStorage)", () => store());

  async function readPasted(): Promise<void> {
    const text = fields.certificates.value;
    certificateError = null;
    try {
      const read = text.trim() === "" ? [] : await readCertificates(text);
      if (text === fields.certificates.value) certificates = read;
    } catch (error) {
      certificates = [];
      certificateError = messageOf(error);
    }
  }

  function describe(): void {
    const { connection } = editor.read();
    state.textContent = connection === null ? "none" : connection.idp.entityId || "not complete";
    const signers = new Set(report?.signatures.map(({ verifiedBy }) => verifiedBy?.sha256));
    const named = new Set(report?.signatures.map(({ namedCertificate }) => namedCertificate));
    list.replaceChildren(
      ...(certificateError === null ? [] : [element("p", { class: "complaint" }, certificateError)]),
      ...certificates.map((certificate) => certificateCard(certificate, signers.has(certificate.sha256), named.has(certificate.sha256))),
    );
    fields.requestId.row.hidden = fields.awaited.value !== "id";
    take.disabled = claims === null;
  }

  function store(): void {
    // What a link brought stays out of what the reader keeps, and does not take its place.
    if (unverifiedFrom === "link") return;
    try {
      if (save.value === "") localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]))));
    } catch {
      // A page from a file, or in a private window, may have no storage.
    }
  }

  function restore(): void {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? "null");
      if (typeof stored !== "object" || stored === null) return;
      for (const [name, value] of Object.entries(stored)) if (Object.hasOwn(fields, name) && typeof value === "string") (fields as Record<string, Field>)[name]!.value = value;
      save.value = "yes";
    } catch {
      // As above; what was stored by something else is not read.
    }
  }

  function takeFromMessage(): void {
    if (claims === null) return;
    const take = (field: Field, value: string | null) => {
      if (value !== null) field.value = value;
    };
    take(fields.issuer, claims.issuer);
    take(fields.entityId, claims.audience);
    take(fields.acsUrl, claims.address);
    if (claims.certificates.length > 0) fields.certificates.value = claims.certificates.map(pem).join("\n");
    // What a link left beside it is still of the link.
    if (unverifiedFrom !== "link") mark("message");
    void readPasted().then(edited);
  }
  const take = button("Take from the message (unverified)", takeFromMessage);

  function put({ idp, sp, policy = {} }: Connection, inResponseTo: string | null | undefined): void {
    fields.issuer.value = idp.entityId;
    fields.certificates.value = idp.certificates.map(pem).join("\n");
    fields.entityId.value = sp.entityId;
    fields.acsUrl.value = sp.acsUrl;
    fields.awaited.value = inResponseTo === undefined ? "any" : inResponseTo === null ? "none" : "id";
    fields.requestId.value = inResponseTo ?? "";
    fillPolicy(fields, policy);
  }

  const editor: ConnectionEditor = {
    read() {
      const { issuer, entityId, acsUrl, awaited, requestId } = fields;
      const isEmpty = [issuer, entityId, acsUrl, fields.certificates].every(({ value }) => value.trim() === "");
      const connection = { idp: { entityId: issuer.value.trim(), certificates: certificates.map(({ certificate }) => certificate) }, sp: { entityId: entityId.value.trim(), acsUrl: acsUrl.value.trim() }, policy: policyOf(fields) };
      const expected = awaited.value === "any" ? undefined : awaited.value === "none" ? null : requestId.value.trim() || undefined;
      return { connection: isEmpty ? null : connection, inResponseTo: expected, unverified: isEmpty ? null : unverifiedFrom };
    },
    fill(known, inResponseTo) {
      put(known, inResponseTo);
      mark(null);
      void readPasted().then(edited);
    },
    fillFromLink(known, inResponseTo) {
      put(known, inResponseTo);
      mark("link");
      void readPasted().then(edited);
    },
    async fillFromMetadata(xml, from = null) {
      try {
        const issuer = fields.issuer.value.trim();
        const read = (entityId?: string) => connectionFromMetadata(xml, NOBODY, { now: now(), ...(entityId === undefined ? {} : { entityId }) });
        const { connection, warnings, displayName } = await read().catch((error: unknown) => {
          if (issuer === "") throw error;
          return read(issuer);
        });
        fields.issuer.value = connection.idp.entityId;
        fields.certificates.value = connection.idp.certificates.map(pem).join("\n");
        // The rest of what a link brought stays its own: who this application is, and the policy.
        if (unverifiedFrom !== "link") mark(from);
        metadataSaid.replaceChildren(`Filled in from ${displayName ?? connection.idp.entityId}. ${warnings.map(({ message }) => message).join(" ")}`);
        await readPasted();
        edited();
      } catch (error) {
        metadataSaid.replaceChildren(element("span", { class: "complaint" }, error instanceof SamlError ? `${error.message} ${error.hint}` : messageOf(error)));
      }
    },
    show(nextClaims, nextReport) {
      [claims, report] = [nextClaims, nextReport];
      describe();
    },
    open() {
      section.open = true;
      section.scrollIntoView({ block: "start" });
      section.querySelector<HTMLElement>("input, textarea")?.focus({ preventScroll: true });
    },
  };

  section.replaceChildren(
    element("summary", {}, element("h3", {}, "Connection"), state),
    unverified,
    element("div", { class: "columns" },
      element("fieldset", {}, element("legend", {}, "Fill in"), take, element("p", { class: "quiet" }, "Shows what fits, and proves nothing."), metadata.row,
        element("div", { class: "row" }, button("Fill in from the metadata", () => void editor.fillFromMetadata(metadata.value)), fileButton("From a file", (text) => {
          metadata.value = text;
          void editor.fillFromMetadata(text);
        })), metadataSaid),
      element("fieldset", {}, element("legend", {}, "Identity provider"), fields.issuer.row, fields.certificates.row, list),
      element("fieldset", {}, element("legend", {}, "This application"), fields.entityId.row, fields.acsUrl.row, fields.awaited.row, fields.requestId.row),
      element("fieldset", {}, element("legend", {}, "Policy"), fields.idpInitiated.row, fields.requireSigned.row, fields.clockSkew.row, fields.requireEncrypted.row, fields.allowSha1.row)),
    element("div", { class: "row bar" }, save.row, button("Empty the connection", () => {
      for (const field of Object.values(fields)) field.value = "";
      fillPolicy(fields, {});
      fields.awaited.value = "any";
      mark(null);
      void readPasted().then(edited);
    })),
  );
  restore();
  void readPasted().then(() => {
    describe();
    changed();
  });
  return editor;
}

type Fields = ReturnType<typeof makeFields>;

function makeFields(edited: () => void, pasted: () => void) {
  const fields = {
    issuer: textField("Issuer", "Entity ID of the identity provider", edited),
    certificates: textField("Certificates or public keys", "PEM or base64, one or several", pasted, 4),
    entityId: textField("Entity ID", "Audience, as the identity provider knows this application", edited),
    acsUrl: textField("ACS URL", "Where the login is posted to", edited),
    awaited: choiceField("Expected InResponseTo", { any: "Any", none: "None: the login was not asked for", id: "The ID of a request" }, edited),
    requestId: textField("ID of the request", "", edited),
    idpInitiated: choiceField("Logins that no request asked for", { refuse: "Refuse", convert: "Turn into a request", accept: "Accept" }, edited),
    requireSigned: choiceField("What has to be signed", { either: "Either", assertion: "The Assertion", response: "The Response", both: "Both" }, edited),
    clockSkew: textField("Clock skew, in seconds", "0 to 300; default 180", edited),
    requireEncrypted: switchField("The assertion has to be encrypted", edited),
    allowSha1: switchField("Accept SHA-1", edited),
  };
  fillPolicy(fields, {});
  return fields;
}

function fillPolicy(fields: Pick<Fields, "idpInitiated" | "requireSigned" | "clockSkew" | "requireEncrypted" | "allowSha1">, policy: Policy): void {
  fields.idpInitiated.value = policy.idpInitiated ?? "refuse";
  fields.requireSigned.value = policy.requireSigned ?? "either";
  fields.clockSkew.value = policy.clockSkewSeconds === undefined ? "" : String(policy.clockSkewSeconds);
  fields.requireEncrypted.value = policy.requireEncrypted === true ? "yes" : "";
  fields.allowSha1.value = policy.allowSha1 === true ? "yes" : "";
}

function policyOf({ idpInitiated, requireSigned, clockSkew, requireEncrypted, allowSha1 }: Fields): Policy {
  return {
    idpInitiated: idpInitiated.value as NonNullable<Policy["idpInitiated"]>,
    requireSigned: requireSigned.value as NonNullable<Policy["requireSigned"]>,
    ...(clockSkew.value.trim() === "" ? {} : { clockSkewSeconds: Number(clockSkew.value) }),
    ...(requireEncrypted.value === "" ? {} : { requireEncrypted: true }),
    ...(allowSha1.value === "" ? {} : { allowSha1: true }),
  };
}

function certificateCard(details: CertificateDetails, signed: boolean, named: boolean): HTMLElement {
  const { subject, key, notBefore, notAfter, sha256, sha1 } = details;
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return element("article", { class: "certificate", at: { "data-sha256": sha256 } },
    element("p", { class: "certificate-title" }, element("strong", {}, subject ?? "Public key"), signed ? element("span", { class: "badge good" }, "✓ signed this message") : named ? element("span", { class: "badge warn" }, "named in the message") : null),
    facts([
      ["Key", key],
      ["Valid", notBefore === null || notAfter === null ? null : `${day(notBefore)} to ${day(notAfter)}${notAfter < new Date() ? ", ended" : ""}`],
      ["SHA-256", fingerprint(sha256)],
      ["SHA-1", fingerprint(sha1)],
      ["Serial", details.serial === null ? null : code(details.serial)],
    ]));
}

/** Many in one text: each needs its frame. What is PEM already stays. */
function pem(certificate: string): string {
  if (certificate.includes("-----BEGIN")) return certificate.trim();
  // A SubjectPublicKeyInfo begins with the sequence of its algorithm; a certificate with that of what is signed, which is longer.
  const label = isCertificate(certificate) ? "CERTIFICATE" : "PUBLIC KEY";
  return `-----BEGIN ${label}-----\n${certificate.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END ${label}-----`;
}

/** Inside the outer SEQUENCE of a certificate stands one whose first member is a tag [0] or an INTEGER; of a key, an OBJECT IDENTIFIER. */
function isCertificate(base64: string): boolean {
  try {
    const octets = Array.from(atob(base64.slice(0, 64)), (character) => character.charCodeAt(0));
    const contentAt = (at: number) => at + 2 + ((octets[at + 1] ?? 0) >= 0x80 ? (octets[at + 1] ?? 0) & 0x7f : 0);
    return octets[contentAt(contentAt(0))] !== 0x06;
  } catch {
    return true;
  }
}

const UNVERIFIED = {
  message: "Taken from the message, which nobody has verified: anybody can write a message that fits itself. It shows what the checks would say, not whether to trust it.",
  link: "From the link; nobody has verified it. Whoever made the link can have made the connection fit the message. It is not kept in this browser.",
};

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Metadata says nothing about this application. */
const NOBODY = { entityId: "urn:nobody", acsUrl: "https://sp.invalid/acs" };
