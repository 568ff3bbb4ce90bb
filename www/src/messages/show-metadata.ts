// Metadata: the entities of a document, and what one of them says.
import { certificateCard } from "../certificates.js";
import { button, code, element, facts, visible } from "../dom.js";
import { textField } from "../fields.js";
import { connectionFromMetadata, type MetadataConnection, readCertificates, SamlError } from "../library.js";
import type { Loaded } from "../loaded.js";
import { factList, type Jump, table } from "./show-facts.js";
import { entitiesIn, entitiesNamed, type EntityName, type EntitySaid, type KeyDescriptor, readEntity, type Role, type SpSettings, spSettingsOf } from "./metadata.js";

export interface MetadataLinks {
  readonly jump: Jump;
  readonly fillConnection: (entityId: string) => void;
  /** `certificates`: those that sign for the application. */
  readonly fillApplication: (settings: SpSettings, acsUrl: string, certificates: readonly string[]) => void;
}

export function metadataParts(loaded: Loaded, links: MetadataLinks): HTMLElement[] {
  const entities = entitiesIn(loaded.outline);
  const [only] = entities;
  if (only === undefined) return [element("p", {}, "There is no EntityDescriptor in it.")];
  const chosen = element("div", { class: "entity" });
  if (entities.length === 1) {
    showEntity(chosen, only, loaded, links);
    return [chosen];
  }
  const choose = (entity: EntityName) => {
    showEntity(chosen, entity, loaded, links);
    chosen.querySelector("h3")?.focus();
  };
  return [entityList(entities, choose), chosen];
}

/** A federation's list is searched, not read: at most so many are shown. */
const SHOWN = 100;

function entityList(entities: readonly EntityName[], choose: (entity: EntityName) => void): HTMLElement {
  const count = element("p", { class: "quiet", at: { role: "status" } });
  const list = element("ul", { class: "entities", at: { "aria-label": "Entities", tabindex: "0" } });
  const draw = () => {
    const found = entitiesNamed(entities, search.value);
    count.textContent = found.length > SHOWN ? `${found.length.toLocaleString("en")} entities; the first ${SHOWN} are shown.` : `${found.length.toLocaleString("en")} of ${entities.length.toLocaleString("en")} entities.`;
    list.replaceChildren(...found.slice(0, SHOWN).map((entity) => element("li", {}, entityButton(entity, choose))));
  };
  const search = textField("Search the entities", "Part of a name or entity ID", draw);
  draw();
  return element("div", {}, search.row, count, list);
}

function entityButton(entity: EntityName, choose: (entity: EntityName) => void): HTMLElement {
  const { displayName, entityId } = entity;
  const made = element("button", { class: "entity-choice", at: { type: "button" }, onclick: () => {
    for (const other of document.querySelectorAll(".entity-choice[aria-current]")) other.removeAttribute("aria-current");
    made.setAttribute("aria-current", "true");
    choose(entity);
  } }, displayName === null ? null : element("strong", {}, ...visible(displayName)), code(entityId.slice(0, 300)), element("small", {}, rolesOf(entity)));
  return made;
}

const rolesOf = ({ isIdp, isSp }: EntityName) => [isIdp ? "identity provider" : "", isSp ? "service provider" : ""].filter(Boolean).join(", ") || "another role";

function showEntity(place: HTMLElement, entity: EntityName, loaded: Loaded, links: MetadataLinks): void {
  const said = readEntity(loaded.outline, entity);
  place.replaceChildren(
    element("section", { class: "said-part" }, element("h3", { at: { tabindex: "-1" } }, "Entity"), factList(said.entity.facts, links.jump), validity(said, loaded.question.now)),
    ...said.roles.map((role) => roleSection(role, entity, said, loaded, links)),
  );
}

function validity({ validUntil }: EntitySaid, now: Date): HTMLElement | null {
  return validUntil === null || validUntil > now ? null : element("p", { class: "notice warn" }, "It is no longer valid at the time that the clock of this page shows.");
}

function roleSection(role: Role, entity: EntityName, said: EntitySaid, loaded: Loaded, links: MetadataLinks): HTMLElement {
  return element("section", { class: "said-part" },
    element("h3", {}, role.title),
    ...(role.kind === "IDPSSODescriptor" ? [idpVerdict(entity, loaded, links)] : role.kind === "SPSSODescriptor" ? [spForm(entity, said, role, links)] : []),
    factList(role.facts, links.jump),
    ...(role.endpoints.length === 0 ? [] : [endpointTable(role)]),
    ...role.keys.map((key) => keySection(key, loaded.question.now)));
}

/** What `connectionFromMetadata` makes of it. */
function idpVerdict({ entityId }: EntityName, loaded: Loaded, { jump, fillConnection }: MetadataLinks): HTMLElement {
  const place = element("div", { class: "from-metadata" });
  connectionFromMetadata(loaded.source.text, { entityId: "urn:nobody", acsUrl: "https://sp.invalid/acs" }, { now: loaded.question.now, entityId })
    .then((read) => place.replaceChildren(...usable(read, () => fillConnection(entityId))))
    .catch((error: unknown) => place.replaceChildren(unusable(error, loaded, jump)));
  return place;
}

function usable({ warnings }: MetadataConnection, fill: () => void): HTMLElement[] {
  return [
    element("p", {}, "saml-edge can make a connection of it. ", button("Fill in the identity provider from it", fill)),
    ...warnings.map(({ message }) => element("p", { class: "warning" }, element("strong", {}, "Warning: "), message)),
  ];
}

function unusable(error: unknown, { source }: Loaded, jump: Jump): HTMLElement {
  if (!(error instanceof SamlError)) return element("p", { class: "complaint" }, error instanceof Error ? error.message : String(error));
  const { position } = error;
  const where = position === undefined ? null : button(`Line ${position.line}, column ${position.column}`, () => jump({ start: source.unitAt(position.start), end: source.unitAt(position.end) }, error.rule), "link to-source");
  return element("div", { class: "notice warn" },
    element("p", {}, element("strong", {}, `saml-edge refuses it (${error.rule}). `), error.message),
    facts([
      ["Expected", error.expected === undefined ? null : code(error.expected)],
      ["Found", error.found === undefined ? null : code(error.found)],
      ["What to do", error.hint],
      ["Where", where],
    ]));
}

function spForm({ entityId }: EntityName, said: EntitySaid, role: Role, { fillApplication }: MetadataLinks): HTMLElement {
  const settings = spSettingsOf(said, entityId);
  if (settings === null || settings.acsUrls.length === 0) return element("p", { class: "quiet" }, "It has no AssertionConsumerService by HTTP-POST, which saml-edge needs.");
  const choice = element("select", {}, ...settings.acsUrls.map(({ location, index, isDefault }) => element("option", { at: { value: location } }, `${location.slice(0, 200)}${index === null ? "" : ` (${index})`}${isDefault ? ", default" : ""}`)));
  const signing = role.keys.filter(({ use }) => use !== "encryption").flatMap(({ certificates }) => certificates);
  return element("div", {},
    settings.acsUrls.length === 1 ? null : element("div", { class: "field" }, element("label", {}, "ACS URL to fill in", choice)),
    element("p", {}, button("Fill in this application from it", () => fillApplication(settings, choice.value, signing), "primary")));
}

function endpointTable(role: Role): HTMLTableElement {
  const rows = role.endpoints.map(({ kind, binding, location, responseLocation, index, isDefault }) =>
    element("tr", {},
      element("th", { at: { scope: "row" } }, kind.slice(0, 100), element("small", {}, binding.slice(0, 200))),
      element("td", {}, code(location.slice(0, 600)),
        responseLocation === null ? null : element("small", {}, "Answers go to ", code(responseLocation.slice(0, 600))),
        index === null && !isDefault ? null : element("small", {}, [index === null ? "" : `Index ${index.slice(0, 20)}`, isDefault ? "the default" : ""].filter(Boolean).join(", ")))));
  return table("Endpoints", ["Kind and binding", "Address"], rows);
}

function keySection({ use, certificates }: KeyDescriptor, now: Date): HTMLElement {
  const place = element("div", {});
  if (certificates.length === 0) place.append(element("p", { class: "quiet" }, "A key without certificate."));
  for (const certificate of certificates) {
    const one = element("div", {});
    place.append(one);
    readCertificates(certificate)
      .then((read) => one.replaceChildren(...read.map((details) => certificateCard(details, { isTrusted: false, signed: false, named: null, use }, now))))
      .catch((error: unknown) => one.replaceChildren(element("p", { class: "complaint" }, `Certificate for ${use.slice(0, 40)}: ${error instanceof Error ? error.message : String(error)}`)));
  }
  return place;
}
