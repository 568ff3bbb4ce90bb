import type { Login } from "saml-edge";

const TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

/**
 * What a person is recognised by. A NameID beside an address is that, with everything that makes it one: a name alone may be another person's at another IdP, or with another format or qualifier. Where it is new each
 * time, or is the address itself, it is the address.
 */
export function subjectOf({ issuer, nameId, nameIdFormat, nameQualifier, spNameQualifier }: Login, email: string, isNameIdTheAddress: boolean): string {
  const lasts = nameId !== null && nameIdFormat !== TRANSIENT && !isNameIdTheAddress;
  return lasts ? JSON.stringify([issuer, nameIdFormat, nameQualifier, spNameQualifier, nameId]) : email;
}

/** Whom a name at the IdP belongs to since the first sign-in. */
export const personOfSubject = (db: D1Database, profileId: string, subject: string): Promise<string | null> =>
  db.prepare("SELECT person_id FROM identities WHERE profile_id = ? AND subject = ?").bind(profileId, subject).first<string>("person_id");

/** By what a person is known at that IdP. */
export const subjectOfPerson = (db: D1Database, profileId: string, personId: string): Promise<string | null> =>
  db.prepare("SELECT subject FROM identities WHERE profile_id = ? AND person_id = ?").bind(profileId, personId).first<string>("subject");

/** False where the person has another name at that IdP: somebody else may have been given the address. */
export async function linkSubject(db: D1Database, profileId: string, subject: string, personId: string): Promise<boolean> {
  await db.prepare("INSERT INTO identities (profile_id, subject, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING").bind(profileId, subject, personId).run();
  return (await personOfSubject(db, profileId, subject)) === personId;
}

/** After that the next sign-in with the person's address counts as the first. */
export async function unlinkPerson(db: D1Database, organisationId: string, personId: string): Promise<void> {
  await db
    .prepare("DELETE FROM identities WHERE person_id = ? AND person_id IN (SELECT id FROM people WHERE organisation_id = ?)")
    .bind(personId, organisationId)
    .run();
}
