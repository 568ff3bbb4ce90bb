// Where people say who they are. Nobody asks whether it is true.
import type { Fault } from "../identity-provider.mjs";
import { type Application, isAssigned, type Person } from "../settings.js";
import type { Session } from "../state.js";
import { type Html, html } from "./html.js";
import { pageResponse } from "./layout.js";
import { initials, nameOf } from "./person.js";

/** What the answer has to be for. */
export interface Asked {
  readonly application: Application;
  /** `undefined` where the sign-in began here. */
  readonly requestId: string | undefined;
  readonly relayState: string | undefined;
  readonly nameIdFormat: string;
  readonly classRef: string;
}

export interface Choices {
  readonly people: readonly Person[];
  readonly session: Session | null;
  /** What stands in the field already. */
  readonly address: string;
  readonly mistake?: string;
}

export function signInPage(asked: Asked, { people, session, address, mistake }: Choices): Response {
  const { application } = asked;
  const content = html`<section class="card">
<p class="quiet">Sign in to</p>
<h1>${application.name}</h1>
${mistake && html`<p class="mistake" role="alert">${mistake}</p>`}
<form method="post" action="/sign-in">
${hiddenFields(asked)}
<button class="enter" name="person" value="" tabindex="-1" aria-hidden="true"></button>
${session && html`<button class="primary wide" name="continue" value="yes">Continue as ${nameOf(session.person)}</button><p class="quiet">You are signed in here as ${session.person.email}. Or sign in as somebody else:</p>`}
<ul class="people">${people.map((person) => html`<li>${personButton(application, person)}</li>`)}</ul>
<label for="address">Somebody else</label>
<div class="row"><input id="address" name="address" type="text" inputmode="email" autocomplete="off" placeholder="name@example.com" value="${address}"><button name="person" value="">Sign in</button></div>
<label for="answer">Answer</label>
<select id="answer" name="answer">${answersTo(asked).map(([fault, label]) => html`<option value="${fault}">${label}</option>`)}</select>
<p class="quiet">Anything but the first answer should be refused by the application.</p>
</form>
</section>`;
  return pageResponse({ title: `Sign in to ${application.name}`, content, width: "narrow", status: mistake === undefined ? 200 : 400 });
}

const hiddenFields = ({ application, requestId, relayState, nameIdFormat, classRef }: Asked): Html[] =>
  Object.entries({ application: application.id, requestId, RelayState: relayState, nameIdFormat, classRef })
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

function personButton(application: Application, person: Person): Html {
  const note = isAssigned(application, person) ? person.email : `${person.email} · not assigned`;
  return html`<button class="person" name="person" value="${person.email}"><span class="initials" aria-hidden="true">${initials(person)}</span><span><strong>${nameOf(person)}</strong><small>${note}</small></span></button>`;
}

/** Where nobody asked, nothing is left out. */
const answersTo = ({ requestId }: Asked) => ANSWERS.filter(([fault]) => requestId !== undefined || fault !== "unsolicited");

const ANSWERS: readonly (readonly [Fault, string])[] = [
  ["none", "As it should be"],
  ["wrong-audience", "Wrong audience"],
  ["expired", "Expired an hour ago"],
  ["wrong-recipient", "Wrong recipient"],
  ["altered", "Altered after signing"],
  ["other-key", "Signed by another key"],
  ["unsigned", "Unsigned"],
  ["unsolicited", "No InResponseTo"],
];
