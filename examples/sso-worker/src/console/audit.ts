import { type Entry, KINDS } from "../directory/audit.js";
import type { OwnContext } from "../http/context.js";
import { type Html, html } from "../html/html.js";
import { page } from "../html/layout.js";
import { ruleLink, time } from "../html/parts.js";

export async function auditPage(context: OwnContext): Promise<Response> {
  const before = Number(context.url.searchParams.get("before") ?? NaN);
  const entries = await context.directory.audit.list(Number.isSafeInteger(before) ? { before } : {});
  const names = new Map((await context.directory.profiles.list()).map(({ id, name }) => [id, name]));
  const last = entries.at(-1);
  return page(context, {
    title: "Audit",
    width: "wide",
    content: html`<h1>Audit trail</h1><section class="card">
${entries.length === 0 ? html`<p class="empty">Nothing here.</p>` : html`<ol class="trail">${entries.map((entry) => rowOf(context, entry, names))}</ol>`}
${entries.length === 50 && last !== undefined && html`<p><a class="button" href="/console/audit?before=${last.id}">Older</a></p>`}</section>`,
  });
}

function rowOf({ settings }: OwnContext, { id, at, kind, actor, profile_id, details }: Entry, names: ReadonlyMap<string, string>): Html {
  const profile = profile_id === null ? undefined : (names.get(profile_id) ?? "a profile that was removed");
  return html`<li id="${id}" value="${id}"><div class="heading"><strong>${KINDS[kind] ?? kind}</strong> <span class="quiet">${id} · ${time(at)}</span></div>
<div class="quiet">${[actor, profile].filter(Boolean).join(" · ")}</div>
<dl class="facts">${Object.entries(details).map(([name, value]) => html`<dt>${name}</dt><dd>${name === "rule" && typeof value === "string" ? ruleLink(settings, value) : value}</dd>`)}</dl></li>`;
}
