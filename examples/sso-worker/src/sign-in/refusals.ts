import type { Context } from "../http/context.js";
import { html } from "../html/html.js";
import { page } from "../html/layout.js";

/** What people read whose sign-in was refused. Nothing of it comes from the message, but for which status it was. */
export function refusedPage(context: Context, code: string, entry: number | null, found?: string): Response {
  const [title, text] = (code === "ERR_STATUS" ? statusWords(found ?? "") : WORDS[code]) ?? OTHERWISE;
  return page(context, {
    title,
    status: 403,
    content: html`<section class="card"><h1>${title}</h1><p>${text}</p>
${entry !== null && html`<p class="quiet">If you ask for help, give the number <strong>${entry}</strong>.</p>`}
<p><a class="button" href="/login">Back to sign-in</a></p></section>`,
  });
}

/** By a name that nobody guesses, it is not told apart from one without an IdP. */
export function noSuchConnection(context: Context): Response {
  return page(context, {
    title: "No such connection",
    status: 404,
    content: html`<section class="card"><h1>No such connection</h1><p>This address belongs to no single sign-on profile. Whoever set it up at the identity provider should compare it with the profile.</p></section>`,
  });
}

type Words = readonly [title: string, text: string];

const OTHERWISE: Words = ["The sign-in did not work", "Your organisation’s identity provider answered, and the answer was refused. Your administrator finds the reason in the audit trail."];

const WORDS: Readonly<Record<string, Words>> = {
  ERR_REQUEST_EXPIRED: ["That took too long", "The sign-in was started a while ago and is not valid any more. Please start again."],
  ERR_EXPIRED: ["That took too long", "The answer of your organisation’s identity provider came too late. Please start again; if it happens every time, a clock is wrong."],
  ERR_REQUEST_OF_OTHER_BROWSER: ["This sign-in was started elsewhere", "It belongs to another browser, or this browser keeps no cookies for this site. Please start again here."],
  ERR_IN_RESPONSE_TO_MISMATCH: ["This sign-in is not open any more", "It was finished before, or belongs to another attempt. Please start again."],
  ERR_UNSOLICITED: ["Please sign in from here", "Your organisation has switched off signing in from its own start page."],
  ERR_EMAIL_DOMAIN_NOT_ALLOWED: ["This account belongs elsewhere", "Your organisation’s identity provider signed you in with an address outside of its domains. Sign in there with your work account, and start again."],
  ERR_STORE_UNAVAILABLE: ["Please try again", "The sign-in could not be completed just now."],
  METADATA_OVER: ["Single sign-on is out of date", "What your organisation’s identity provider has said about itself has ended. Your administrator has to read it again."],
  NO_DOMAIN: ["Single sign-on is not set up yet", "Your administrator has to verify the domain of your address first."],
  NO_ADDRESS: ["Your address is missing", "Your organisation’s identity provider did not say which e-mail address is yours. Your administrator has to change what it sends."],
  NO_SUCH_PERSON: ["You have no account here", "You are signed in at your organisation, and nobody has added you here. Ask your administrator to add you."],
  OTHER_DOMAIN: ["This address belongs to another account", "The account that your organisation’s identity provider named belongs to another domain. Ask your administrator to look at it."],
  OTHER_PERSON: ["This address belongs to another account", "Your organisation’s identity provider knows you by another name than before. Ask your administrator to look at it."],
};

/** Core 3.2.2.2, and what IdPs mean by it. */
function statusWords(found: string): Words {
  const said = (status: string) => found.includes(status);
  if (said("RequestDenied")) return ["You are not assigned to this application", "Your organisation’s identity provider knows you and does not let you in here. Ask your administrator to assign you to this application."];
  if (said("AuthnFailed")) return ["You were not signed in", "Your organisation’s identity provider did not sign you in, or you left its page. Please try again."];
  if (said("NoPassive")) return ["You have to sign in first", "Your organisation’s identity provider wanted to ask you something. Please start again."];
  if (said("InvalidNameIDPolicy")) return ["Your organisation’s identity provider refused", "It does not have the kind of name that was asked for. Your administrator has to look at the profile."];
  if (said("NoAuthnContext")) return ["A stronger sign-in is needed", "Your organisation’s identity provider cannot sign you in in the way that is asked for here. Ask your administrator."];
  if (said("RequestUnsupported") || said("Requester")) return ["Your organisation’s identity provider refused the request", "It does not take it as it was sent. Your administrator has to compare the profile with its settings."];
  return ["Your organisation did not sign you in", "Its identity provider refused. If you should have access, ask your administrator."];
}
