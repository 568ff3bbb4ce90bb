// The rules of a profile: strict unless somebody says otherwise, and then with what that means.
import type { Policy } from "saml-edge";
import type { Profile, Rules } from "../directory/profiles.js";
import { field, type OwnContext } from "../http/context.js";
import { type Html, html } from "../html/html.js";
import { form, page, redirect } from "../html/layout.js";
import { badge, checkbox, choices, input, notice } from "../html/parts.js";
import { createRequest } from "../sign-in/connection.js";
import { notFound } from "./not-found.js";
import { inForce, ownProfile } from "./profiles.js";

export async function rulesPage(context: OwnContext, mistake?: string): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null) return notFound(context);
  return page(context, {
    status: mistake === undefined ? 200 : 422,
    title: `Rules of ${profile.name}`,
    width: "wide",
    content: html`<p class="quiet"><a href="/console/profiles/${profile.id}">${profile.name}</a></p><h1>Rules</h1>${mistake !== undefined && notice("bad", html`<p>${mistake}</p>`)}${inForce(await context.directory.domains.enforcedOf(profile.id))}${form(context, `/console/profiles/${profile.id}/rules`, fieldsOf(profile), "settings-form card")}`,
  });
}

const relaxes = (text: string): Html => html`${badge("warn", "Relaxes")} ${text}`;

function fieldsOf({ policy, emailAttribute, provisioning, signsRequests }: Profile): Html {
  return html`${choices("provisioning", "People", provisioning, [
    ["existing", "must be added before they sign in", "Whoever is not under People is refused."],
    ["create", "are created on their first sign-in", "Whoever the identity provider assigns to this application comes in, as a member."],
  ])}
${input({ name: "emailAttribute", label: "Attribute with the e-mail address", value: emailAttribute, hint: "Its full name. Empty: the NameID is the address." })}
${choices("idpInitiated", "A sign-in that starts at the identity provider", policy.idpInitiated ?? "refuse", [
    ["refuse", "is refused", "People start on the sign-in page here."],
    ["convert", "is turned into one that starts here", "The tile in the identity provider’s dashboard works, and nobody can be signed in as somebody else by a link."],
    ["accept", "is accepted", relaxes("An attacker can sign somebody in as himself with an assertion of his own, and then read what that person writes.")],
  ])}
${choices("requireSigned", "What has to be signed", policy.requireSigned ?? "either", [
    ["either", "the Response or the Assertion", "One signature that covers the assertion is enough."],
    ["both", "both", "As Okta does by default."],
    ["assertion", "the Assertion", ""],
    ["response", "the Response", ""],
  ])}
${checkbox("requireEncrypted", "Assertions must be encrypted", policy.requireEncrypted === true, "Those that arrive in the clear are refused.")}
${checkbox("signsRequests", "Requests are signed", signsRequests, "The identity provider needs our certificate for it.")}
${checkbox("enforceCertificateValidity", "Expired certificates are refused", policy.enforceCertificateValidity === true, "By default a certificate is only the envelope of its key, because expired ones of identity providers are common.")}
${checkbox("allowSha1", "SHA-1 is accepted", policy.allowSha1 === true, relaxes("Signatures by SHA-1 can be forged at a cost. Only for an identity provider that has nothing else."))}
${checkbox("allowUnauthenticatedCbc", "AES-CBC without a signed Response is accepted", policy.allowUnauthenticatedCbc === true, relaxes("Whoever can send many altered messages may decrypt one that he has seen. Choose AES-GCM there instead, or sign the Response."))}
${input({ name: "clockSkewSeconds", label: "Clocks may differ by, in seconds", type: "number", least: 0, most: 300, value: String(policy.clockSkewSeconds ?? 180), hint: "0 to 300." })}
<button class="primary">Save</button>`;
}

export async function setRules(context: OwnContext): Promise<Response> {
  const profile = await ownProfile(context);
  if (profile === null) return notFound(context);
  const skew = Number(field(context.form, "clockSkewSeconds") || "180");
  if (!Number.isInteger(skew) || skew < 0 || skew > 300) return await rulesPage(context, "Clocks may differ by 0 to 300 seconds: set the clock of the identity provider instead of waiting longer.");
  const rules = rulesIn(context.form);
  try {
    if (profile.idp !== null) await createRequest(context.settings, { ...profile, ...rules }, []);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return await rulesPage(context, `These rules cannot work with this identity provider: ${error.message}`);
  }
  await context.directory.profiles.setRules(profile.id, rules);
  await context.directory.audit.write({
    kind: "profile.changed",
    actor: context.session.person.email,
    profileId: profile.id,
    details: { rules: Object.keys(rules.policy).length === 0 ? "strict" : JSON.stringify(rules.policy), provisioning: rules.provisioning, "e-mail address": rules.emailAttribute ?? "NameID", "signs requests": String(rules.signsRequests) },
  });
  return redirect(`/console/profiles/${profile.id}?done=rules`);
}

/** Whatever the form does not have is strict. */
export function rulesIn(form: URLSearchParams): Rules {
  const isOn = (name: string) => form.get(name) === "yes";
  const idpInitiated = oneOf(form, "idpInitiated", ["refuse", "convert", "accept"] as const);
  const requireSigned = oneOf(form, "requireSigned", ["either", "both", "assertion", "response"] as const);
  const skew = Number(field(form, "clockSkewSeconds") || "180");
  const policy: Policy = {
    ...(idpInitiated === "refuse" ? {} : { idpInitiated }),
    ...(requireSigned === "either" ? {} : { requireSigned }),
    ...(skew === 180 ? {} : { clockSkewSeconds: skew }),
    ...Object.fromEntries(FLAGS.filter(isOn).map((name) => [name, true])),
  };
  return {
    policy,
    emailAttribute: field(form, "emailAttribute") || null,
    provisioning: oneOf(form, "provisioning", ["existing", "create"] as const),
    signsRequests: isOn("signsRequests"),
  };
}

const FLAGS = ["requireEncrypted", "enforceCertificateValidity", "allowSha1", "allowUnauthenticatedCbc"] as const;

/** The first where it is none of them. */
function oneOf<Value extends string>(form: URLSearchParams, name: string, values: readonly [Value, ...Value[]]): Value {
  return values.find((value) => value === form.get(name)) ?? values[0];
}
