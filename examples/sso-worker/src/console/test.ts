// A sign-in that signs nobody in: what would become of it, rule by rule.
import { SamlError, verifyLogin } from "saml-edge";
import { durableObjectStore } from "saml-edge/cloudflare";
import { type Check, explain, type Refusal } from "saml-edge/debug";
import type { ConnectionTest, Findings } from "../directory/connection-tests.js";
import { addressOf } from "../directory/people.js";
import type { Profile } from "../directory/profiles.js";
import type { Context, Directory, OwnContext } from "../http/context.js";
import { cookieOf } from "../http/cookies.js";
import { type Html, html } from "../html/html.js";
import { form, page, redirect } from "../html/layout.js";
import { badge, notice, ruleLink, time } from "../html/parts.js";
import { equal, mac } from "../platform/random.js";
import { emailOf, knownPerson, NotAdmitted, requireReady } from "../sign-in/acs.js";
import { connectionOf, createRequest, decryptionKeys } from "../sign-in/connection.js";
import { refusedPage } from "../sign-in/refusals.js";
import { notFound } from "./not-found.js";
import { ownProfile } from "./profiles.js";

export async function startTest(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null || profile.idp === null) return notFound(context);
  const { settings, directory, session, now } = context;
  // Whoever has a session there is asked nothing: that is what people see later.
  const domains = await directory.domains.verified();
  const login = await createRequest(settings, profile, domains, { secret: settings.secrets, cookies: context.request.headers.get("cookie") });
  await directory.tests.start(login.id, profile, session.person.email, now);
  const { name, value } = await markOf(context, login.id);
  const response = login.toResponse({ headers: { "cache-control": "no-store" } });
  response.headers.append("set-cookie", `${name}=${value}; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=None`);
  return response;
}

/** The cookie by which the browser that started a test is known when the answer comes, from another site and whatever is in it: `verifyLogin` asks only once the message is right. */
const markOf = async ({ settings }: Context, id: string) => ({ name: `__Host-test-${id.slice(1, 25)}`, value: await mac(settings.secrets[0] as string, `test\0${id}`) });

/** The answer of the IdP, in the browser that started the test; another's is refused before anything is written down. */
export async function finishTest(context: Context, directory: Directory, profile: Profile, domains: readonly string[], test: ConnectionTest): Promise<Response> {
  const { env, settings, request, now } = context;
  const mark = await markOf(context, test.id);
  if (!equal(cookieOf(request, mark.name) ?? "", mark.value)) return refusedPage(context, "ERR_REQUEST_OF_OTHER_BROWSER", null);
  const connection = connectionOf(settings, profile, domains);
  const decrypt = decryptionKeys(settings);
  const report = await explain(request.clone() as unknown as Request, connection, { inResponseTo: test.id, decrypt });
  let findings: Findings = { report, refusal: null, remarks: [], email: null, attributes: [] };
  try {
    const store = durableObjectStore(env.SAML_STATE, { name: profile.id });
    const login = await verifyLogin(request, connection, { store, secret: settings.secrets, decrypt });
    findings = { ...findings, attributes: [...login.attributes] };
    requireReady(profile, domains, now);
    const person = await knownPerson(context, directory, profile, domains, login);
    findings = { ...findings, email: person?.email ?? emailOf(profile, login) };
  } catch (error) {
    if (error instanceof SamlError) {
      if (["ERR_REQUEST_OF_OTHER_BROWSER", "ERR_REQUEST_EXPIRED"].includes(error.code)) return refusedPage(context, error.code, null);
      findings = { ...findings, refusal: error.toJSON() };
    } else if (error instanceof NotAdmitted) {
      findings = { ...findings, remarks: [`${error.message} ${error.hint}`] };
    } else {
      throw error;
    }
  }
  const outcome = findings.refusal === null && findings.email !== null && findings.remarks.length === 0 ? "green" : "refused";
  if (await directory.tests.finish(test.id, outcome, findings, now)) {
    if (outcome === "green") await directory.profiles.setTested(profile.id, test.revision);
    const { code, rule, hint } = findings.refusal ?? {};
    await directory.audit.write({ kind: outcome === "green" ? "test.green" : "test.refused", actor: test.startedBy, profileId: profile.id, details: { code, rule, hint: hint ?? findings.remarks[0] } });
  }
  return redirect(`/console/profiles/${profile.id}/tests/${test.id}`);
}

export async function testPage(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  const test = profile === null ? null : await context.directory.tests.byId(context.params["test"] ?? "", profile.id);
  if (profile === null || test === null) return notFound(context);
  const { findings } = test;
  return page(context, {
    title: "Connection test",
    width: "wide",
    formsGo: "to-idps",
    content: html`<p class="quiet"><a href="/console/profiles/${profile.id}">${profile.name}</a></p>
<div class="heading"><h1>Connection test</h1>${test.outcome === "green" ? badge("good", "Passed") : test.outcome === "refused" ? badge("bad", "Failed") : badge("quiet", "Waiting for the answer")}</div>
<p class="quiet">${test.startedBy}, ${time(test.startedAt)}. Nobody was signed in by it.</p>
${findings === null ? notice("info", html`<p>The identity provider has not answered yet. If it showed a page of its own that says what is wrong, such as “not assigned”, that is the finding.</p>`) : [verdictOf(context, findings, test.revision === profile.revision), checksOf(context, findings), attributesOf(findings)]}
${form(context, `/console/profiles/${profile.id}/test`, html`<button>Test again</button>`)}`,
  });
}

function verdictOf(context: Context, { refusal, remarks, email }: Findings, isCurrent: boolean): Html {
  if (refusal !== null) return refusalOf(context, refusal);
  if (remarks.length > 0) return notice("bad", html`<h2>The message is right, and nobody would come in</h2>${remarks.map((remark) => html`<p>${remark}</p>`)}`);
  const next = isCurrent ? html`<p>Single sign-on can be <a href="/console/domains">enforced for the domain of ${addressOf(email ?? "") === null ? "the profile" : email}</a> now.</p>` : html`<p>The settings have changed since: test again before you enforce.</p>`;
  return notice("good", html`<h2>It works</h2><p><strong>${email}</strong> would be signed in.</p>${next}`);
}

const ACTORS: Readonly<Record<Refusal["actor"], string>> = {
  "idp-admin": "To be changed at the identity provider.",
  "sp-admin": "To be changed here.",
  user: "To be done by whoever signs in.",
  attack: "No identity provider sends this: something on the way alters messages, or somebody attacks.",
};

function refusalOf({ settings }: Context, { message, hint, expected, found, rule, code, actor, position }: Refusal): Html {
  return notice(
    "bad",
    html`<h2>${message}</h2><p>${hint}</p><dl class="facts">${expected !== undefined && html`<dt>Expected</dt><dd><code>${expected}</code></dd>`}${found !== undefined && html`<dt>Found</dt><dd><code>${found}</code></dd>`}<dt>Who</dt><dd>${ACTORS[actor]}</dd><dt>Rule</dt><dd>${ruleLink(settings, rule)}, <code>${code}</code>${position !== undefined && html`, line ${position.line}, column ${position.column}`}</dd></dl>`,
  );
}

const OUTCOMES = { pass: badge("good", "Passed"), fail: badge("bad", "Failed"), skip: badge("quiet", "Not needed") };

function checksOf({ settings }: Context, { report: { checks } }: Findings): Html {
  const count = (outcome: Check["outcome"]) => checks.filter((check) => check.outcome === outcome).length;
  const row = ({ rule, title, outcome, reason, error }: Check) =>
    html`<tr><td>${ruleLink(settings, rule)}</td><td>${title}${reason !== undefined && html`<small>${reason}</small>`}${error !== undefined && html`<small>${error.message} ${error.hint}</small>`}</td><td>${OUTCOMES[outcome]}</td></tr>`;
  const failed = checks.filter(({ outcome }) => outcome === "fail");
  return html`<section class="card"><h2>Checks</h2><p>${count("pass")} passed, ${count("fail")} failed, ${count("skip")} not needed.</p>
${failed.length > 0 && html`<table><caption>Failed</caption><tbody>${failed.map(row)}</tbody></table>`}
<details><summary>All ${checks.length}</summary><table><tbody>${checks.map(row)}</tbody></table></details></section>`;
}

function attributesOf({ attributes }: Findings): Html | undefined {
  if (attributes.length === 0) return undefined;
  return html`<section class="card"><h2>Attributes that came along</h2><table><tbody>${attributes.map(([name, values]) => html`<tr><td><code>${name}</code></td><td>${values.map((value) => html`<div>${value}</div>`)}</td></tr>`)}</tbody></table></section>`;
}
