import type { Settings } from "../env.js";
import { type Content, type Html, html } from "./html.js";

export interface Input {
  readonly name: string;
  readonly label: string;
  readonly value?: string | null | undefined;
  readonly hint?: Content;
  readonly type?: "text" | "email" | "url" | "password" | "number";
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly placeholder?: string;
  readonly least?: number;
  readonly most?: number;
}

export const input = ({ name, label, value, hint, type = "text", required = false, autocomplete = "off", placeholder, least, most }: Input): Html =>
  html`<label>${label}${hint !== undefined && html` <small>${hint}</small>`}
<input type="${type}" name="${name}" value="${value ?? ""}" autocomplete="${autocomplete}"${placeholder !== undefined && html` placeholder="${placeholder}"`}${least !== undefined && html` min="${least}"`}${most !== undefined && html` max="${most}"`}${required && html` required`}${type === "email" && html` inputmode="email" spellcheck="false" autocapitalize="none"`}></label>`;

export const textarea = (name: string, label: string, { hint, value = "", rows = 6 }: { readonly hint?: Content; readonly value?: string; readonly rows?: number } = {}): Html =>
  html`<label>${label}${hint !== undefined && html` <small>${hint}</small>`}<textarea name="${name}" rows="${rows}" spellcheck="false" autocomplete="off">${value}</textarea></label>`;

export const select = (name: string, label: string, chosen: string, options: readonly (readonly [value: string, text: string])[], hint?: Content): Html =>
  html`<label>${label}${hint !== undefined && html` <small>${hint}</small>`}<select name="${name}">${options.map(([value, text]) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`)}</select></label>`;

/** One of several, each with what it means. */
export const choices = (name: string, legend: string, chosen: string, options: readonly (readonly [value: string, text: string, meaning: Content])[]): Html =>
  html`<fieldset><legend>${legend}</legend>${options.map(
    ([value, text, meaning]) =>
      html`<label class="choice"><input type="radio" name="${name}" value="${value}"${value === chosen && html` checked`}><span>${text} <small>${meaning}</small></span></label>`,
  )}</fieldset>`;

export const checkbox = (name: string, label: string, isChecked: boolean, meaning: Content): Html =>
  html`<label class="choice"><input type="checkbox" name="${name}" value="yes"${isChecked && html` checked`}><span>${label} <small>${meaning}</small></span></label>`;

/** A value to be taken elsewhere, with a button that copies it. */
export const copied = (label: string, id: string, value: string, hint?: Content): Html =>
  html`<dt id="${id}-label">${label}</dt><dd><div><code id="${id}">${value}</code>${hint !== undefined && html`<small>${hint}</small>`}</div><button type="button" data-copies="${id}" aria-describedby="${id}-label" hidden>Copy</button></dd>`;

export const badge = (kind: "good" | "bad" | "warn" | "quiet", text: Content): Html => html`<span class="badge ${kind}">${text}</span>`;

export const notice = (kind: "good" | "bad" | "warn" | "info", content: Content): Html => html`<div class="notice ${kind}"${kind === "bad" && html` role="alert"`}>${content}</div>`;

export const time = (milliseconds: number): Html => {
  const text = new Date(milliseconds).toISOString();
  return html`<time datetime="${text}">${text.slice(0, 16).replace("T", " ")} UTC</time>`;
};

export const day = (date: Date): Html => html`<time datetime="${date.toISOString()}">${date.toISOString().slice(0, 10)}</time>`;

/** In groups, so that people can compare it. */
export const fingerprint = (hexadecimal: string): Html => html`<span class="fingerprint">${(hexadecimal.toUpperCase().match(/../g) ?? []).join(":")}</span>`;

/** A rule of saml-edge, linked to what the debugger page says about it, where there is one. Nothing of the sign-in goes along. */
export function ruleLink({ debuggerUrl }: Settings, rule: string): Content {
  return debuggerUrl === null ? rule : html`<a href="${debuggerUrl.href}#rule=${encodeURIComponent(rule)}" target="_blank" rel="noreferrer">${rule}</a>`;
}
