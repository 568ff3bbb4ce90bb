import { digest, randomId, randomToken } from "../platform/random.js";

const DAY = 86_400_000;

/**
 * The token of a new setup link where there is no organisation yet and no link that still works: whoever opens it becomes the first administrator. One statement decides, so that of many
 * isolates that start at once one has it.
 */
export async function firstSetupToken(db: D1Database, now: number): Promise<string | undefined> {
  const token = randomToken();
  const made = await db
    .prepare(
      "INSERT INTO setup_links (token_hash, expires_at) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM organisations) AND NOT EXISTS (SELECT 1 FROM setup_links WHERE used_at IS NULL AND expires_at > ?3)",
    )
    .bind(await digest(token), now + DAY, now)
    .run();
  return made.meta.changes === 1 ? token : undefined;
}

export async function isSetupToken(db: D1Database, token: string, now: number): Promise<boolean> {
  const found = await db.prepare("SELECT 1 FROM setup_links WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?").bind(await digest(token), now).first();
  return found !== null;
}

/** Uses the link up. The same link twice at once makes one organisation. */
export async function useSetupToken(db: D1Database, token: string, now: number): Promise<boolean> {
  const used = await db.prepare("UPDATE setup_links SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL AND expires_at > ?2").bind(await digest(token), now).run();
  return used.meta.changes === 1;
}

export async function createOrganisation(db: D1Database, name: string, now: number): Promise<string> {
  const id = randomId();
  await db.prepare("INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?)").bind(id, name, now).run();
  return id;
}

export const organisationName = async (db: D1Database, id: string): Promise<string> =>
  (await db.prepare("SELECT name FROM organisations WHERE id = ?").bind(id).first<string>("name")) ?? "";
