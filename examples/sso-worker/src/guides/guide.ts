import { type Html, html } from "../html/html.js";

/** What an IdP has to be told, for one profile. */
export interface GuideValues {
  readonly connectionId: string;
  /** `urn:console:` and the Connection ID. */
  readonly entityId: string;
  readonly acsUrl: string;
  readonly sloUrl: string;
  readonly metadataUrl: string;
  /** Where our certificate can be downloaded, for IdPs that encrypt or verify our requests. */
  readonly certificateUrl: string;
}

/** How one IdP is set up, by the names that its own pages use. */
export interface Guide {
  /** In the address of the page: `okta`. */
  readonly slug: string;
  readonly product: string;
  /** What that IdP calls the three things that it has to tell us. */
  readonly names: { readonly issuer: string; readonly ssoUrl: string; readonly certificate: string };
  steps(values: GuideValues): readonly Step[];
  /** What goes wrong there most often, and what to do. */
  readonly pitfalls: readonly Pitfall[];
}

export interface Step {
  readonly title: string;
  readonly content: Html;
}

export interface Pitfall {
  readonly sign: string;
  readonly remedy: string;
}

/** A value to be pasted into the field of that name. */
export const field = (name: string, value: string): Html =>
  html`<li><span class="field-name">${name}</span> <code class="copied-value">${value}</code></li>`;

/** A setting to be chosen. */
export const choice = (name: string, value: string): Html => html`<li><span class="field-name">${name}</span> <strong>${value}</strong></li>`;

export const fields = (...items: readonly Html[]): Html => html`<ul class="fields">${items}</ul>`;

/** A way through menus. */
export const way = (...places: readonly string[]): Html =>
  html`${places.map((place, position) => html`${position > 0 ? " › " : ""}<b>${place}</b>`)}`;
