// The same for programs, as JSON.
import { jsonOf } from "./bodies.js";
import { Refusal } from "./refusal.js";
import { readApplication, readPerson } from "./settings.js";
import { signingPair, type Site } from "./site.js";

/** What an application has to know. */
export async function setup({ issuer, ssoUrl, sloUrl, metadataUrl, state }: Site): Promise<Response> {
  const { certificate } = await signingPair(state);
  return Response.json({ issuer, ssoUrl, sloUrl, metadataUrl, certificate });
}

/** Makes it, or makes it anew: what is left out is as it is at first. */
export async function putApplication({ request, state }: Site, id: string): Promise<Response> {
  const application = readApplication(id, recordOf(await jsonOf(request)));
  if (!(await state.saveApplication(application))) throw new Refusal(409, "Another application has this entityId.");
  return Response.json(application);
}

/** All of them: who is not in the list is no longer there. */
export async function putPeople({ request, state }: Site): Promise<Response> {
  const given = await jsonOf(request);
  if (!Array.isArray(given) || given.length > 1000) throw new Refusal(400, "People are a list, of at most 1000.");
  const people = given.map((person) => readPerson(recordOf(person)));
  await state.replacePeople(people);
  return Response.json(people);
}

export async function postRotate(site: Site): Promise<Response> {
  await site.state.rotate();
  return await setup(site);
}

function recordOf(given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw new Refusal(400, "This has to be a JSON object.");
  return { ...given };
}
