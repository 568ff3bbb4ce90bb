// A development identity provider. It signs in anybody as anybody: see guard.ts for whom it answers.
import { addPerson, editApplication, home, importApplication, newApplication, removeApplication, removeKey, removePerson, rotate, saveApplication } from "./admin.js";
import { postRotate, putApplication, putPeople, setup } from "./api.js";
import style from "./assets/style.css" with { type: "text" };
import type { Env } from "./env.js";
import { requireHost, requireJson, requireOwnPage } from "./guard.js";
import { metadata } from "./identity-provider.mjs";
import { noticePage } from "./pages/notice.js";
import { SCRIPT } from "./pages/script.js";
import { Refusal } from "./refusal.js";
import { type Site, siteOf } from "./site.js";
import { signOutEverywhere, slo } from "./slo.js";
import { signIn, sso, start } from "./sso.js";

export { DevIdpState } from "./state.js";

export default {
  async fetch(request, env) {
    const site = siteOf(request, env);
    try {
      requireHost(request, site.url, env);
      return await answer(site);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return site.url.pathname.startsWith("/api/") ? Response.json({ error: error.message }, { status: error.status }) : noticePage(error);
    }
  },
} satisfies ExportedHandler<Env>;

async function answer(site: Site): Promise<Response> {
  const { request, url } = site;
  const matches = ROUTES.map((route) => ({ route, found: route.path.exec(url.pathname) })).filter(({ found }) => found !== null);
  if (matches.length === 0) throw new Refusal(404, "There is no page at this address.", { path: "/", label: "To the start" });
  const match = matches.find(({ route }) => route.method === request.method);
  if (match === undefined) throw new Refusal(405, `This address does not take ${request.method}.`);
  GUARDS[match.route.asked](request, url);
  return await match.route.run(site, match.found?.[1] ?? "");
}

/** Who may ask: any page and any program, forms of our own pages, or programs with JSON. */
const GUARDS = { byAnybody: () => {}, byOwnPage: requireOwnPage, byProgram: requireJson } as const;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly asked: keyof typeof GUARDS;
  run(site: Site, id: string): Response | Promise<Response>;
}

const text = (type: string, body: string) => new Response(body, { headers: { "content-type": `${type}; charset=utf-8`, "x-content-type-options": "nosniff" } });

async function ownMetadata({ state, issuer, ssoUrl, sloUrl }: Site): Promise<Response> {
  const certificates = (await state.keys()).map(({ certificate }) => certificate);
  return text("application/samlmetadata+xml", metadata({ entityId: issuer, certificates, ssoUrl, sloUrl }));
}

const ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/$/, asked: "byAnybody", run: home },
  { method: "GET", path: /^\/metadata$/, asked: "byAnybody", run: ownMetadata },
  { method: "GET", path: /^\/style\.css$/, asked: "byAnybody", run: () => text("text/css", style) },
  { method: "GET", path: /^\/script\.js$/, asked: "byAnybody", run: () => text("text/javascript", SCRIPT) },

  { method: "GET", path: /^\/sso$/, asked: "byAnybody", run: sso },
  { method: "POST", path: /^\/sso$/, asked: "byAnybody", run: sso },
  { method: "GET", path: /^\/start\/([^/]+)$/, asked: "byAnybody", run: start },
  { method: "POST", path: /^\/sign-in$/, asked: "byOwnPage", run: signIn },
  { method: "GET", path: /^\/slo$/, asked: "byAnybody", run: slo },
  { method: "POST", path: /^\/slo$/, asked: "byAnybody", run: slo },
  { method: "POST", path: /^\/sign-out$/, asked: "byOwnPage", run: signOutEverywhere },

  { method: "GET", path: /^\/apps\/new$/, asked: "byAnybody", run: newApplication },
  { method: "POST", path: /^\/apps\/import$/, asked: "byOwnPage", run: importApplication },
  { method: "POST", path: /^\/apps$/, asked: "byOwnPage", run: (site) => saveApplication(site) },
  { method: "GET", path: /^\/apps\/([^/]+)$/, asked: "byAnybody", run: editApplication },
  { method: "POST", path: /^\/apps\/([^/]+)$/, asked: "byOwnPage", run: saveApplication },
  { method: "POST", path: /^\/apps\/([^/]+)\/remove$/, asked: "byOwnPage", run: removeApplication },
  { method: "POST", path: /^\/people$/, asked: "byOwnPage", run: addPerson },
  { method: "POST", path: /^\/people\/remove$/, asked: "byOwnPage", run: removePerson },
  { method: "POST", path: /^\/keys\/rotate$/, asked: "byOwnPage", run: rotate },
  { method: "POST", path: /^\/keys\/remove$/, asked: "byOwnPage", run: removeKey },

  { method: "GET", path: /^\/api\/setup$/, asked: "byProgram", run: setup },
  { method: "PUT", path: /^\/api\/apps\/([^/]+)$/, asked: "byProgram", run: putApplication },
  { method: "PUT", path: /^\/api\/people$/, asked: "byProgram", run: putPeople },
  { method: "POST", path: /^\/api\/rotate$/, asked: "byProgram", run: postRotate },
];
