// The message without what it says of people. What is known to be harmless stays; everything else is removed.
import { localOf, prefixOf, unescaped } from "../xml-text.js";
import { declaredIn, isDeclaration, Scopes } from "../xml-tree.js";
import { type Kind, type Options, type Removed } from "./kinds.js";
import { type Attribute, scan } from "./scan.js";
import { type Shape, shapeOf, Tokens } from "./tokens.js";
import { attributeRule, elementRule, hasForm, type Treatment } from "./vocabulary.js";

export interface Redaction {
  /** As many octets, lines and columns as the message. */
  readonly xml: string;
  readonly removed: readonly Removed[];
  /** Values, decoded, and names that stayed. */
  readonly kept: ReadonlySet<string>;
  /** Values so short that there are not enough tokens of that length. */
  readonly indistinct: number;
  /** Values that were removed in one place and stayed in another, where they are no data of people by their name. */
  readonly standing: number;
}

/** `refused`: why nothing in it can be called redacted. */
export type Outcome = Redaction | { readonly refused: string };

export function redact(text: string, options: Options): Outcome {
  const first = new Redacting(text, options, new Set());
  const lost = scan(text, first);
  if (lost !== null) return { refused: lost };
  // An ID that is also a value that was removed, as Okta's SessionIndex, would give the value away.
  const again = [...first.ids].filter((id) => first.values.has(id));
  if (again.length === 0) return first.result();
  const second = new Redacting(text, options, new Set(again));
  scan(text, second);
  return second.result();
}

interface Name {
  readonly namespace: string | null;
  readonly local: string;
}

interface Open {
  readonly rule: Treatment;
  /** Where everything within is of one kind. */
  readonly whole: Kind | null;
  /** Keys and ciphertext within are a person's. */
  readonly isPersonal: boolean;
  readonly declared: ReadonlyMap<string, string>;
}

class Redacting {
  readonly ids = new Set<string>();
  /** What was removed whole. */
  readonly values = new Set<string>();
  readonly #text: string;
  readonly #options: Options;
  readonly #removedIds: ReadonlySet<string>;
  readonly #tokens = new Tokens();
  readonly #made: string[] = [];
  #done = 0;
  readonly #counts = new Map<Kind, number>();
  readonly #kept = new Set<string>();
  readonly #open: Open[] = [];
  readonly #scopes = new Scopes();
  readonly #namespaces = new Map<string, boolean>();

  constructor(text: string, options: Options, removedIds: ReadonlySet<string>) {
    [this.#text, this.#options, this.#removedIds] = [text, options, removedIds];
  }

  result(): Redaction {
    const order = [...this.#counts].map(([kind, count]) => ({ kind, count }));
    const standing = [...this.values].filter((value) => value.length > 3 && this.#kept.has(value)).length;
    return { xml: this.#made.join("") + this.#text.slice(this.#done), removed: order, kept: this.#kept, indistinct: this.#tokens.indistinct, standing };
  }

  open(name: string, attributes: readonly Attribute[]): void {
    const declared = declaredIn(attributes.map(({ name: written, start, end }) => ({ name: written, value: unescaped(this.#text.slice(start, end)) })));
    this.#scopes.enter(declared);
    const element = this.#resolved(name, "element");
    const above = this.#open.at(-1);
    const { text = "text", whole = null } = elementRule(element.namespace, element.local);
    const within = above?.whole ?? null;
    const isPersonal = PERSONAL.has(element.local) || above?.isPersonal === true;
    const ofPerson = isPersonal && (text === "ciphertext" || text === "certificate" || text === "serial") ? "subject" : text;
    this.#open.push({ rule: within ?? whole ?? ofPerson, whole: within ?? whole, isPersonal, declared });
    for (const known of [name, element.local]) this.#kept.add(known);
    if (this.#stays(element.namespace ?? "")) this.#kept.add(`{${element.namespace ?? ""}}${element.local}`);
    for (const attribute of attributes) this.#attribute(attribute, element, within);
  }

  close(): void {
    const closed = this.#open.pop();
    if (closed !== undefined) this.#scopes.leave(closed.declared);
  }

  /** Whether a namespace is not removed where it is declared. Many elements have one. */
  #stays(namespace: string): boolean {
    const known = this.#namespaces.get(namespace);
    if (known !== undefined) return known;
    const stays = namespace === "" || this.#removal(namespace, namespace, "namespace") === null;
    this.#namespaces.set(namespace, stays);
    return stays;
  }

  text(start: number, end: number, how: "text" | "CDATA" | "comment" | "target" | "instruction"): void {
    if (how === "target") return this.#replace(start, end, { kind: "comment" }, "literal");
    if (how === "comment" || how === "instruction") return this.#treat(start, end, "comment", "literal");
    this.#treat(start, end, this.#open.at(-1)?.rule ?? "text", how === "text" ? "references" : "literal");
  }

  #attribute({ name, start, end }: Attribute, element: Name, within: Kind | null): void {
    if (isDeclaration(name)) return this.#treat(start, end, "namespace", "references");
    const rule = attributeRule(this.#resolved(name, "attribute"), element);
    this.#treat(start, end, within === null || ((rule === "type" || rule === "language" || rule === "word") && name.includes(":")) ? rule : within, "references");
  }

  #resolved(name: string, of: "element" | "attribute"): Name {
    const [prefix, local] = [prefixOf(name), localOf(name)];
    if (prefix === "" && of === "attribute") return { namespace: null, local };
    // A prefix that nobody declared is of no vocabulary, and neither is what it stands before.
    return { namespace: this.#scopes.of(prefix) ?? (prefix === "" ? null : ""), local };
  }

  #treat(start: number, end: number, treatment: Treatment, how: "references" | "literal"): void {
    const source = this.#text.slice(start, end);
    const value = how === "references" ? unescaped(source) : source;
    const bare = value.trim();
    if (bare === "") return;
    const removal = this.#removal(value, bare, treatment);
    if (removal === null) {
      this.#kept.add(bare);
      const short = /^urn:.*:([^:]+)$/s.exec(bare)?.[1];
      if (short !== undefined) this.#kept.add(short);
      return;
    }
    const { kind, from = 0 } = removal;
    if (from === 0 && kind !== "id" && kind !== "host") this.values.add(bare);
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    this.#replace(start, end, removal, how);
  }

  #replace(start: number, end: number, { from = 0, shape = "plain" }: Removal, how: "references" | "literal"): void {
    const source = this.#text.slice(start, end);
    const value = how === "references" ? unescaped(source) : source;
    this.#made.push(this.#text.slice(this.#done, start), this.#tokens.replace(source, value, { from, references: how === "references", shape }));
    this.#done = end;
  }

  /** As what it is removed, and from where; `null` where it stays. */
  #removal(value: string, bare: string, treatment: Treatment): Removal | null {
    const { ids, hosts, certificates, ciphertext, signatures } = this.#options;
    switch (treatment) {
      case "id":
        this.ids.add(bare);
        return ids || this.#removedIds.has(bare) || !hasForm(bare, "id") ? { kind: "id", shape: shapeOf(bare, this.#options) } : null;
      case "reference":
        if (!bare.startsWith("#")) return this.#removal(value, bare, "address");
        return ids || this.#removedIds.has(bare.slice(1)) || !hasForm(bare.slice(1), "id") ? { kind: "id", from: value.indexOf("#") + 1 } : null;
      case "entity":
      case "qualifier":
      case "address":
      case "constant":
      case "namespace": {
        if (!hasForm(bare, treatment)) break;
        if (hosts && (treatment === "entity" || treatment === "qualifier" || treatment === "address")) return { kind: "host", from: afterScheme(value), shape: "address" };
        const from = value.search(/[?#;]/) + 1;
        // Algorithms and namespaces end in a fragment, which names something of the standard; some entity IDs in a query that names an organisation.
        const isNamed = treatment === "constant" || treatment === "namespace" ? /^\s*http/.test(value) && value[from - 1] === "#" : treatment !== "address" && ENTITY_QUERY.test(value.slice(from));
        return from < 1 || isNamed || from === value.trimEnd().length ? null : { kind: "query", from };
      }
      case "prefixes":
        if (hasForm(bare, treatment) && bare.split(/\s+/).every((prefix) => prefix === "#default" || this.#scopes.of(prefix) !== null)) return null;
        break;
      case "time":
      case "word":
      case "type":
      case "language":
      case "label":
        if (hasForm(bare, treatment)) return null;
        break;
      case "serial":
        return certificates || !hasForm(bare, treatment) ? { kind: "certificate" } : null;
      case "certificate":
        return certificates || !hasForm(bare, treatment) ? { kind: treatment } : null;
      case "ciphertext":
        return ciphertext || !hasForm(bare, treatment) ? { kind: treatment } : null;
      case "signature":
        return signatures || !hasForm(bare, treatment) ? { kind: treatment } : null;
      default:
        return { kind: treatment, shape: shapeOf(bare, this.#options) };
    }
    return { kind: "text", shape: shapeOf(bare, this.#options) };
  }
}

interface Removal {
  readonly kind: Kind;
  /** An offset in the decoded value. */
  readonly from?: number;
  readonly shape?: Shape;
}

/** Google's, of a customer. */
const ENTITY_QUERY = /^idpid=[A-Za-z\d]{1,20}\s*$/;

/** By a SubjectConfirmationData a user may be known by his key (holder of key). */
const PERSONAL = new Set(["EncryptedID", "NewEncryptedID", "SubjectConfirmationData"]);

function afterScheme(value: string): number {
  const [scheme = ""] = /^\s*[A-Za-z][A-Za-z\d+.-]*:(?:\/\/)?/.exec(value) ?? [];
  return scheme.length;
}
