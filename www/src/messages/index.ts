// What a message says, and what is wrong with one that is no login.
import type { ConnectionEditor } from "../connection-editor.js";
import { element } from "../dom.js";
import { textField } from "../fields.js";
import { type CertificateDetails, readCertificates } from "../library.js";
import type { Loaded } from "../loaded.js";
import { dayOf } from "../sentences.js";
import { readAuthnRequest } from "./authn-request.js";
import { assertionBanner, type BannerLinks, findingsBanner, logoutBanner, metadataBanner } from "./banner.js";
import type { Fact } from "./facts.js";
import type { Finding } from "./finding.js";
import { judgeLogout, type LogoutVerdict } from "./judge-logout.js";
import { readLogoutMessage, type Sender } from "./logout-message.js";
import { entitiesIn } from "./metadata.js";
import { querySignature } from "./query-signature.js";
import { factList, type Jump } from "./show-facts.js";
import { showFindings } from "./show-findings.js";
import { metadataParts } from "./show-metadata.js";
import { responseParts } from "./show-response.js";

export { wrapperNotice } from "./banner.js";

/** What was found out about a message that is no login. */
export interface Aside {
  readonly facts: readonly Fact[];
  readonly findings: readonly Finding[];
  readonly sentBy: Sender;
  readonly logout: LogoutVerdict | null;
}

export interface Messages {
  judge(loaded: Loaded): Promise<Aside>;
  /** For what is no login. */
  banner(loaded: Loaded, aside: Aside, jump: Jump): HTMLElement;
  /** `checks` is filled only for messages of the protocol that are no logins. */
  show(loaded: Loaded, aside: Aside, jump: Jump): void;
}

export interface Places {
  readonly said: HTMLElement;
  readonly checks: HTMLElement;
}

export interface MessageLinks {
  readonly connection: ConnectionEditor;
  readonly load: (text: string) => void;
  /** A stranger's link brought what is shown. */
  readonly isOfLink: () => boolean;
  /** The certificate of the application was edited. */
  readonly changed: () => void;
}

export function messages({ said, checks }: Places, { connection, load, isOfLink, changed }: MessageLinks): Messages {
  const application = applicationKey(changed);
  const body = element("div", {});
  said.replaceChildren(element("div", { class: "heading" }, element("h2", { id: "said-heading" }, "What it says")), body, application.row);
  const from = () => (isOfLink() ? "link" : null);
  const fillConnection = (loaded: Loaded, entityId?: string) =>
    void connection.fillFromMetadata(loaded.source.text, { from: from(), ...(entityId === undefined ? {} : { entityId }) }).then(() => connection.open());

  let jumpNow: Jump = () => {};
  let drawn: { readonly message: Loaded["message"]; readonly day: string } | null = null;
  /** Whoever chose an entity, or searched for one, keeps it while settings change; the clock counts by days here. */
  const showMetadata = (loaded: Loaded) => {
    const day = dayOf(loaded.question.now);
    if (drawn?.day === day && drawn.message === loaded.message) return;
    drawn = { message: loaded.message, day };
    body.replaceChildren(...metadataParts(loaded, {
      jump: (range, label) => jumpNow(range, label),
      fillConnection: (entityId) => fillConnection(loaded, entityId),
      fillApplication(settings, acsUrl, certificates) {
        application.fill(certificates);
        connection.fillApplication({ entityId: settings.entityId, acsUrl, ...(settings.sloUrl === null ? {} : { sloUrl: settings.sloUrl }) }, from());
        connection.open();
      },
    }));
  };

  return {
    async judge(loaded) {
      const read = readSaid(loaded);
      const byQuery = read === null ? null : await querySignature(loaded.message.transport, await keysFor(read.sentBy, loaded, application.certificates()));
      const findings = [...(read?.findings ?? []), ...(byQuery === null ? [] : [{ ...byQuery, actor: byQuery.outcome === "fail" ? (read?.sentBy === "application" ? ("sp-admin" as const) : ("idp-admin" as const)) : undefined }])];
      return { facts: read?.facts ?? [], findings, sentBy: read?.sentBy ?? "unknown", logout: await judgeLogout(loaded.message, loaded.question) };
    },
    banner(loaded, { findings, logout, sentBy }, jump) {
      const links: BannerLinks = { jump, load, toConnection: () => connection.open(), fillConnection: () => fillConnection(loaded) };
      if (logout !== null) return logoutBanner(loaded, logout, sentBy, findings, links);
      if (loaded.message.kind === "AuthnRequest") return findingsBanner(loaded, findings, links);
      return loaded.message.kind === "Assertion" ? assertionBanner(loaded, links) : metadataBanner(loaded, entitiesIn(loaded.outline), links);
    },
    show(loaded, { facts, findings, sentBy }, jump) {
      const { kind, transport } = loaded.message;
      const isMetadata = kind === "EntityDescriptor" || kind === "EntitiesDescriptor";
      application.row.hidden = transport.signature === null || kind === "Response" || sentBy === "identity provider";
      said.hidden = kind === "other";
      jumpNow = jump;
      if (isMetadata) showMetadata(loaded);
      else drawn = null;
      if (kind === "Response" || kind === "Assertion") body.replaceChildren(...responseParts(loaded, jump));
      else if (!isMetadata) body.replaceChildren(element("p", { class: "quiet" }, "As the message says it."), factList(facts, jump));
      if (findings.length === 0) return;
      checks.hidden = false;
      showFindings(checks, findings, jump);
    },
  };
}

function readSaid(loaded: Loaded): { readonly facts: readonly Fact[]; readonly findings: readonly Finding[]; readonly sentBy: Sender } | null {
  const { kind } = loaded.message;
  if (kind === "AuthnRequest") return { ...readAuthnRequest(loaded), sentBy: "application" };
  return kind === "LogoutRequest" || kind === "LogoutResponse" ? readLogoutMessage(loaded) : null;
}

async function keysFor(sentBy: Sender, { question }: Loaded, own: Promise<readonly CertificateDetails[]>) {
  const idp = (question.connection?.idp.certificates ?? []).map(async (certificate) => await readCertificates(certificate));
  const configured = (await Promise.all(idp)).flat();
  if (sentBy === "identity provider") return { whose: "the certificates of the connection", certificates: configured };
  if (sentBy === "application") return { whose: "the certificate of the application, below “What it says”,", certificates: await own };
  return { whose: "the certificates of the connection or of the application", certificates: [...configured, ...(await own)] };
}

/** The certificate by which the application signs. A connection does not have it: only the identity provider needs it. */
function applicationKey(changed: () => void) {
  const field = textField("Certificate of the application", "PEM or base64: verifies what the application signed in a query", () => {
    reading = readCertificates(field.value).catch(() => []);
    void describe().then(changed);
  }, 3);
  const complaint = element("p", { class: "complaint", at: { role: "status" } });
  let reading: Promise<readonly CertificateDetails[]> = Promise.resolve([]);
  const describe = async () => {
    const isNone = (await reading).length === 0 && field.value.trim() !== "";
    complaint.textContent = isNone ? "This is no certificate and no public key." : "";
  };
  field.row.append(complaint);
  return {
    row: field.row,
    certificates: () => reading,
    fill(certificates: readonly string[]) {
      field.value = certificates.map((certificate) => `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`).join("\n");
      reading = readCertificates(field.value).catch(() => []);
      void describe();
    },
  };
}
