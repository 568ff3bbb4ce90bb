// What the administrator's forms do.
import { formOf } from "./bodies.js";
import { factsOf } from "./certificates.js";
import { applicationPage } from "./pages/application.js";
import { homePage } from "./pages/home.js";
import { Refusal } from "./refusal.js";
import { readApplication, readPerson } from "./settings.js";
import { currentSession, type Site } from "./site.js";
import { settingsFromMetadata } from "./sp-metadata.js";

export async function home(site: Site): Promise<Response> {
  const [session, keys, applications, people] = await Promise.all([currentSession(site), site.state.keys(), site.state.applications(), site.state.people()]);
  const described = await Promise.all(keys.map(async (key) => ({ ...key, ...(await factsOf(key.certificate)) })));
  return homePage({ site, session, keys: described, applications, people });
}

/** What a refused request said about itself can be filled in already. */
export async function newApplication({ state, url }: Site): Promise<Response> {
  return applicationPage({ id: undefined, settings: { entityId: url.searchParams.get("entityId") ?? "" }, people: await state.people() });
}

export async function importApplication({ request, state }: Site): Promise<Response> {
  const people = await state.people();
  try {
    const settings = settingsFromMetadata((await formOf(request)).get("metadata") ?? "");
    return applicationPage({ id: undefined, settings, people, isImported: true });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return applicationPage({ id: undefined, settings: {}, people, mistake: error.message });
  }
}

export async function editApplication({ state }: Site, id: string): Promise<Response> {
  const application = await state.application(id);
  if (application === null) throw new Refusal(404, "There is no such application.", { path: "/", label: "To the start" });
  const { id: _, ...settings } = application;
  return applicationPage({ id, settings, people: await state.people() });
}

/** Without an id, a new one. */
export async function saveApplication(site: Site, id?: string): Promise<Response> {
  const form = await formOf(site.request);
  const { assigned, people, ...given } = Object.fromEntries(form);
  const settings = { ...given, assigned: assigned === "chosen" ? form.getAll("people") : "all" };
  try {
    const application = readApplication(id ?? (await freeId(site, `${given["name"]}`)), settings);
    if (!(await site.state.saveApplication(application))) throw new Refusal(409, "Another application has this Audience (SP Entity ID).");
    return toStart("applications");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return applicationPage({ id, settings, people: await site.state.people(), mistake: error.message });
  }
}

/** Of its name, as far as it goes. */
async function freeId({ state }: Site, name: string): Promise<string> {
  const words = name.toLowerCase().match(/[a-z0-9]+/g)?.join("-").slice(0, 40) ?? "";
  const taken = ["", "new", "import", ...(await state.applications()).map(({ id }) => id)];
  return taken.includes(words) ? `${words || "app"}-${crypto.randomUUID().slice(0, 8)}` : words;
}

export async function removeApplication({ state }: Site, id: string): Promise<Response> {
  await state.removeApplication(id);
  return toStart("applications");
}

export async function addPerson({ request, state }: Site): Promise<Response> {
  await state.savePerson(readPerson(Object.fromEntries(await formOf(request))));
  return toStart("people");
}

export async function removePerson({ request, state }: Site): Promise<Response> {
  await state.removePerson((await formOf(request)).get("email") ?? "");
  return toStart("people");
}

export async function rotate({ state }: Site): Promise<Response> {
  await state.rotate();
  return toStart("keys");
}

export async function removeKey({ request, state }: Site): Promise<Response> {
  await state.removeKey((await formOf(request)).get("id") ?? "");
  return toStart("keys");
}

const toStart = (section: string) => new Response(null, { status: 303, headers: { location: `/#${section}` } });
