// What is kept: keys, applications, people, sessions, and sign-outs that are under way.
import { DurableObject } from "cloudflare:workers";

import { makeKeyPair } from "./certificates.js";
import type { Env } from "./env.js";
import { newId } from "./identity-provider.mjs";
import { type Application, EVERYONE, type Person } from "./settings.js";

export interface KeyPair {
  readonly id: string;
  readonly privateKey: string;
  readonly certificate: string;
}

export interface Session {
  readonly id: string;
  readonly person: Person;
  readonly authnInstant: number;
  readonly sessionIndex: string;
  /** Who was told of it, and under which name. */
  readonly participants: readonly Participant[];
}

export interface Participant {
  readonly applicationId: string;
  readonly nameId: { readonly value: string; readonly format: string };
  readonly sessionIndex: string;
}

/** A sign-out that goes from one application to the next. */
export interface SignOut {
  readonly left: readonly Participant[];
  readonly outcomes: readonly { readonly application: string; readonly isSignedOut: boolean; readonly words: string }[];
  /** Who asked for it, unless it was the person. */
  readonly asked: { readonly applicationId: string; readonly requestId: string; readonly relayState: string | undefined; readonly note: string | undefined } | null;
  readonly waitsFor: string | null;
}

interface Kinds {
  key: KeyPair;
  application: Application;
  person: Person;
  session: Session;
  "sign-out": SignOut;
}

export class DevIdpState extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec("CREATE TABLE IF NOT EXISTS documents (kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id))");
    ctx.blockConcurrencyWhile(async () => {
      if (this.#all("key").length > 0) return;
      await this.rotate();
      this.replacePeople(firstPeople(env.DEV_IDP_DOMAIN || "example.com"));
    });
  }

  /** The one that signs is the first. */
  keys(): KeyPair[] {
    return this.#all("key").reverse();
  }

  async rotate(): Promise<void> {
    const id = newId();
    this.#put("key", id, { id, ...(await makeKeyPair()) });
  }

  /** The one that signs stays. */
  removeKey(id: string): void {
    if (this.keys()[0]?.id !== id) this.#remove("key", id);
  }

  applications(): Application[] {
    return this.#all("application");
  }

  application(id: string): Application | null {
    return this.#find("application", id);
  }

  /** False where another one has this entity ID: requests say no more than that about who sends them. */
  saveApplication(application: Application): boolean {
    if (this.applications().some(({ id, entityId }) => id !== application.id && entityId === application.entityId)) return false;
    this.#put("application", application.id, application);
    return true;
  }

  removeApplication(id: string): void {
    this.#remove("application", id);
  }

  people(): Person[] {
    return this.#all("person");
  }

  savePerson(person: Person): void {
    this.#put("person", person.email, person);
  }

  removePerson(email: string): void {
    this.#remove("person", email);
  }

  replacePeople(people: readonly Person[]): void {
    for (const { email } of this.people()) this.#remove("person", email);
    for (const person of people) this.savePerson(person);
  }

  session(id: string): Session | null {
    return this.#find("session", id);
  }

  /** Whoever signs in again keeps his session; somebody else in the same browser begins a new one. */
  startSession(id: string, person: Person, previous: string | null): Session {
    this.#sql.exec("DELETE FROM documents WHERE kind IN ('session', 'sign-out') AND at < ?", Date.now() - DAY);
    const earlier = previous === null ? null : this.session(previous);
    if (previous !== null) this.#remove("session", previous);
    const isSame = earlier?.person.email === person.email;
    const kept = isSame ? earlier : { sessionIndex: newId(), participants: [] };
    const session = { ...kept, id, person, authnInstant: Date.now() };
    this.#put("session", id, session);
    return session;
  }

  joinSession(id: string, participant: Participant): void {
    const session = this.session(id);
    if (session === null) return;
    const others = session.participants.filter(({ applicationId, nameId }) => applicationId !== participant.applicationId || nameId.value !== participant.nameId.value);
    this.#put("session", id, { ...session, participants: [...others, participant] });
  }

  /** What was told of the session, to be told of its end. */
  endSession(id: string): Participant[] {
    const participants = this.session(id)?.participants ?? [];
    this.#remove("session", id);
    return [...participants];
  }

  /** Which sessions an application means. Without indexes, all of this name (core 3.7.3.2). */
  sessionsOf(applicationId: string, nameId: string, indexes: readonly string[]): string[] {
    const isMeant = (participant: Participant) =>
      participant.applicationId === applicationId && participant.nameId.value === nameId && (indexes.length === 0 || indexes.includes(participant.sessionIndex));
    return this.#all("session").filter(({ participants }) => participants.some(isMeant)).map(({ id }) => id);
  }

  /** `requestId` is that of the LogoutRequest that has to be answered before it goes on. */
  keepSignOut(requestId: string, signOut: SignOut): void {
    this.#put("sign-out", requestId, signOut);
  }

  signOut(requestId: string): SignOut | null {
    return this.#find("sign-out", requestId);
  }

  /** False where it was taken already. */
  takeSignOut(requestId: string): boolean {
    return this.#remove("sign-out", requestId);
  }

  #all<Kind extends keyof Kinds>(kind: Kind): Kinds[Kind][] {
    return this.#sql
      .exec<{ json: string }>("SELECT json FROM documents WHERE kind = ? ORDER BY at, rowid", kind)
      .toArray()
      .map(({ json }) => JSON.parse(json));
  }

  #find<Kind extends keyof Kinds>(kind: Kind, id: string): Kinds[Kind] | null {
    const [row] = this.#sql.exec<{ json: string }>("SELECT json FROM documents WHERE kind = ? AND id = ?", kind, id).toArray();
    return row === undefined ? null : JSON.parse(row.json);
  }

  /** What is changed keeps its place. */
  #put<Kind extends keyof Kinds>(kind: Kind, id: string, document: Kinds[Kind]): void {
    const sql = "INSERT INTO documents (kind, id, at, json) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json";
    this.#sql.exec(sql, kind, id, Date.now(), JSON.stringify(document));
  }

  #remove(kind: keyof Kinds, id: string): boolean {
    return this.#sql.exec("DELETE FROM documents WHERE kind = ? AND id = ?", kind, id).rowsWritten > 0;
  }
}

const firstPeople = (domain: string): readonly Person[] => [
  { email: `jane.doe@${domain}`, firstName: "Jane", lastName: "Doe", groups: [EVERYONE, "Admins"] },
  { email: `john.roe@${domain}`, firstName: "John", lastName: "Roe", groups: [EVERYONE] },
  { email: "guest@elsewhere.example", firstName: "Guest", lastName: "Elsewhere", groups: [EVERYONE] },
];

const DAY = 86_400_000;
