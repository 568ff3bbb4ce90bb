import { keepMetadata, type Profile, profilesToRefresh } from "../directory/profiles.js";
import { directoryOf } from "../http/context.js";
import { readAgain } from "./idp.js";

/** Reads the metadata that is due. One that fails keeps no other waiting. */
export async function refreshAll(db: D1Database, now: number): Promise<void> {
  for (const profile of await profilesToRefresh(db, now)) if (profile.metadata !== null) await refresh(db, profile, profile.metadata, now);
}

async function refresh(db: D1Database, profile: Profile, metadata: NonNullable<Profile["metadata"]>, now: number): Promise<void> {
  const { profiles, audit } = directoryOf(db, profile.organisationId);
  try {
    const { error, changes, ...copy } = await readAgain(metadata);
    if (error !== null) {
      await keepMetadata(db, profile, copy, error.message);
      if (metadata.error === null) await audit.write({ kind: "metadata.failed", profileId: profile.id, details: { message: error.message } }, now);
    } else if (changes.length === 0) {
      await keepMetadata(db, profile, copy, null);
    } else if (await profiles.renewMetadata(profile, copy)) {
      await audit.write({ kind: "metadata.changed", profileId: profile.id, details: Object.fromEntries(changes.map(({ setting, before, after }) => [setting, `${JSON.stringify(before)} → ${JSON.stringify(after)}`])) }, now);
    }
  } catch (error) {
    // After its end the copy is used no more: then sign-ins fail, and the panel says why.
    const message = error instanceof Error ? error.message : String(error);
    await keepMetadata(db, profile, { ...metadata.copy, refreshAt: new Date(now + 900_000) }, message);
    if (metadata.error === null) await audit.write({ kind: "metadata.failed", profileId: profile.id, details: { message } }, now);
  }
}
