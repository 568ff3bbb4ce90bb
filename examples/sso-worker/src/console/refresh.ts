import { keepMetadata, type Profile, profilesToRefresh } from "../directory/profiles.js";
import { directoryOf } from "../http/context.js";
import { readAgain } from "./idp.js";

/** Reads the metadata that is due, ten at a time: one that hangs or fails keeps few others waiting, and none for long. */
export async function refreshAll(db: D1Database, now: number): Promise<void> {
  const due = await profilesToRefresh(db, now);
  for (let at = 0; at < due.length; at += AT_ONCE)
    await Promise.all(due.slice(at, at + AT_ONCE).map((profile) => (profile.metadata === null ? undefined : refresh(db, profile, profile.metadata, now))));
}

const AT_ONCE = 10;

async function refresh(db: D1Database, profile: Profile, metadata: NonNullable<Profile["metadata"]>, now: number): Promise<void> {
  const { profiles, audit } = directoryOf(db, profile.organisationId);
  try {
    const { error, changes, ...copy } = await readAgain(metadata);
    if (error !== null) {
      const message = reasonOf(error);
      await keepMetadata(db, profile, copy, message);
      if (metadata.error === null) await audit.write({ kind: "metadata.failed", profileId: profile.id, details: { message } }, now);
    } else if (changes.length === 0) {
      await keepMetadata(db, profile, copy, null);
    } else if (await profiles.renewMetadata(profile, copy)) {
      await audit.write({ kind: "metadata.changed", profileId: profile.id, details: Object.fromEntries(changes.map(({ setting, before, after }) => [setting, `${JSON.stringify(before)} → ${JSON.stringify(after)}`])) }, now);
    }
  } catch (error) {
    // After its end the copy is used no more: then sign-ins fail, and the panel says why.
    const message = reasonOf(error);
    await keepMetadata(db, profile, { ...metadata.copy, refreshAt: new Date(now + 900_000) }, message);
    if (metadata.error === null) await audit.write({ kind: "metadata.failed", profileId: profile.id, details: { message } }, now);
  }
}

/** What could not be fetched says why in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
