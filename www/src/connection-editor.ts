// Whom the reader trusts, and who he is: what `verifyLogin` takes as connection.
import type { Claims } from "./claims.js";
import { certificateCard } from "./certificates.js";
import { button, element } from "./dom.js";
import { fillIdp, fillPolicy, fillSp, makeFields, optional, policyOf } from "./connection-fields.js";
import { type Field, fileButton, switchField, textField } from "./fields.js";
import { type CertificateDetails, type Connection, connectionFromMetadata, readCertificates, type Report, SamlError } from "./library.js";
import { pem } from "./pem.js";

export interface ConnectionEditor {
  /** `null` where nothing was filled in. What is missing is said by the core. */
  read(): { connection: Connection | null; inResponseTo: string | null | undefined; unverified: Unverified };
  /** That of an example, which is never kept. */
  fill(connection: Connection, inResponseTo: string | null): void;
  /** Remembers what is there; what it hands out puts it back. */
  snapshot(): () => void;
  /** One that a stranger may have made: it is marked, here and in the verdict, and never kept. */
  fillFromLink(connection: Connection, inResponseTo: string | null | undefined): void;
  fillFromMetadata(xml: string, options?: FromMetadata): Promise<void>;
  fillApplication(application: Connection["sp"], from: Unverified): void;
  /** Beside those that are there. */
  addCertificate(certificate: string): void;
  /** The answer to this request is the one that is expected. */
  expect(requestId: string): void;
  /** What the message offers for the form, and which certificates signed it. */
  show(claims: Claims | null, report: Report | null): void;
  open(): void;
}

/** Where the connection was taken from, when nobody has verified it. */
export type Unverified = "message" | "link" | null;

interface FromMetadata {
  /** Which of several identity providers. */
  readonly entityId?: string;
  readonly from?: Unverified;
}

const STORED = "saml-debugger:connection";

export function connectionEditor(section: HTMLDetailsElement, now: () => Date, changed: () => void): ConnectionEditor {
  let certificates: readonly CertificateDetails[] = [];
  let certificateError: string | null = null;
  let claims: Claims | null = null;
  let report: Report | null = null;
  /** It may know more of the identity provider than there are fields for, as long as it is that one. */
  let filledIn: Connection["idp"] | null = null;
  let unverifiedFrom: Unverified = null;
  let isExample = false;

  const edited = () => {
    describe();
    store();
    changed();
  };
  const fields = makeFields(edited, () => void readPasted().then(edited));
  const list = element("div", { class: "certificates" });
  const state = element("span", { class: "quiet" });
  const unverified = element("div", { class: "notice warn", at: { hidden: "" } });
  const mark = (from: Unverified) => {
    unverifiedFrom = from;
    unverified.hidden = from === null;
    const confirm = button("I have compared it, and it is ours", () => {
      mark(null);
      edited();
    });
    unverified.replaceChildren(...(from === null ? [] : [element("p", {}, UNVERIFIED[from]), confirm]));
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
      ...certificates.map((certificate) => certificateCard(certificate, { isTrusted: unverifiedFrom === null, isUnverified: unverifiedFrom !== null, signed: signers.has(certificate.sha256), named: named.has(certificate.sha256) ? "signer" : null }, now())),
    );
    fields.requestId.row.hidden = fields.awaited.value !== "id";
    take.disabled = claims === null;
  }

  function store(): void {
    try {
      if (save.value === "") localStorage.removeItem(STORED);
      // What a link, a message or an example brought stays out of what the reader keeps, and does not take its place.
      else if (unverifiedFrom === null && !isExample) localStorage.setItem(STORED, JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]))));
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
      if (value !== null && field.value.trim() === "") field.value = value;
    };
    take(fields.issuer, claims.issuer);
    take(fields.entityId, claims.audience);
    take(fields.acsUrl, claims.address);
    take(fields.certificates, claims.certificates.length === 0 ? null : claims.certificates.map(pem).join("\n"));
    // What a link left beside it is still of the link.
    if (unverifiedFrom !== "link") mark("message");
    void readPasted().then(edited);
  }
  const take = button("Take what is missing from the message (unverified)", takeFromMessage);

  function put({ idp, sp, policy = {} }: Connection, inResponseTo: string | null | undefined): void {
    filledIn = idp;
    fillIdp(fields, idp);
    fillSp(fields, sp);
    fields.awaited.value = inResponseTo === undefined ? "any" : inResponseTo === null ? "none" : "id";
    fields.requestId.value = inResponseTo ?? "";
    fillPolicy(fields, policy);
  }

  const editor: ConnectionEditor = {
    read() {
      const { issuer, entityId, acsUrl, awaited, requestId } = fields;
      const isEmpty = [issuer, entityId, acsUrl, fields.certificates].every(({ value }) => value.trim() === "");
      const { ssoUrl: _, sloUrl: __, ...more } = filledIn?.entityId === issuer.value.trim() ? filledIn : NOT_FILLED_IN;
      const connection = {
        idp: { ...more, entityId: issuer.value.trim(), certificates: certificates.map(({ certificate }) => certificate), ...optional("ssoUrl", fields.ssoUrl), ...optional("sloUrl", fields.idpSloUrl) },
        sp: { entityId: entityId.value.trim(), acsUrl: acsUrl.value.trim(), ...optional("sloUrl", fields.sloUrl) },
        policy: policyOf(fields),
      };
      const expected = awaited.value === "any" ? undefined : awaited.value === "none" ? null : requestId.value.trim() || undefined;
      return { connection: isEmpty ? null : connection, inResponseTo: expected, unverified: isEmpty ? null : unverifiedFrom };
    },
    snapshot() {
      const values = Object.entries(fields).map(([, field]) => [field, field.value] as const);
      const before = { filledIn, unverifiedFrom, isExample };
      return () => {
        for (const [field, value] of values) field.value = value;
        ({ filledIn, isExample } = before);
        mark(before.unverifiedFrom);
        void readPasted().then(edited);
      };
    },
    fill(known, inResponseTo) {
      isExample = true;
      put(known, inResponseTo);
      mark(null);
      void readPasted().then(edited);
    },
    fillFromLink(known, inResponseTo) {
      isExample = false;
      put(known, inResponseTo);
      mark("link");
      void readPasted().then(edited);
    },
    async fillFromMetadata(xml, { entityId: chosen, from = null } = {}) {
      try {
        const issuer = chosen ?? fields.issuer.value.trim();
        const read = (entityId?: string) => connectionFromMetadata(xml, NOBODY, { now: now(), ...(entityId === undefined ? {} : { entityId }) });
        const { connection, warnings, displayName } = await read(chosen).catch((error: unknown) => {
          if (issuer === "" || chosen !== undefined) throw error;
          return read(issuer);
        });
        filledIn = connection.idp;
        fillIdp(fields, connection.idp);
        // The rest of what a link brought stays its own: who this application is, and the policy.
        if (unverifiedFrom !== "link") mark(from);
        metadataSaid.replaceChildren(`Filled in from ${displayName ?? connection.idp.entityId}. ${warnings.map(({ message }) => message).join(" ")}`);
        await readPasted();
        edited();
      } catch (error) {
        metadataSaid.replaceChildren(element("span", { class: "complaint" }, error instanceof SamlError ? `${error.message} ${error.hint}` : messageOf(error)));
      }
    },
    fillApplication(application, from) {
      fillSp(fields, application);
      if (from !== null) mark(from);
      edited();
    },
    addCertificate(certificate) {
      const known = fields.certificates.value.trim();
      // Several need a frame each.
      const framed = known === "" || known.includes("-----BEGIN") ? known : pem(known.replace(/\s+/g, ""));
      if (!framed.includes(certificate)) fields.certificates.value = [framed, certificate].filter((text) => text !== "").join("\n");
      void readPasted().then(edited);
      section.open = true;
      section.scrollIntoView({ block: "start" });
      fields.certificates.row.querySelector("textarea")?.focus({ preventScroll: true });
    },
    expect(requestId) {
      fields.awaited.value = "id";
      fields.requestId.value = requestId;
      edited();
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
      element("fieldset", {}, element("legend", {}, "Fill in"), take, element("p", { class: "quiet" }, "It proves nothing: compare it with what your identity provider says."), metadata.row,
        element("div", { class: "row" }, button("Fill in from the metadata", () => void editor.fillFromMetadata(metadata.value)), fileButton("From a file", (text) => {
          metadata.value = text;
          void editor.fillFromMetadata(text);
        })), metadataSaid),
      element("fieldset", {}, element("legend", {}, "Identity provider"), fields.issuer.row, fields.certificates.row, list, fields.ssoUrl.row, fields.idpSloUrl.row),
      element("fieldset", {}, element("legend", {}, "This application"), fields.entityId.row, fields.acsUrl.row, fields.sloUrl.row, fields.awaited.row, fields.requestId.row),
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

const UNVERIFIED = {
  message: "Taken from the message, which nobody has verified: anybody can write a message that fits itself. Compare the Issuer and the fingerprint of the certificate with what your identity provider says.",
  link: "From the link; nobody has verified it. Whoever made the link can have made the connection fit the message. It is not kept in this browser.",
};

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const NOT_FILLED_IN: Partial<Connection["idp"]> = {};

/** Metadata says nothing about this application. */
const NOBODY = { entityId: "urn:nobody", acsUrl: "https://sp.invalid/acs" };
