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

/** A value to be pasted into the field of that name, or a file of ours to be uploaded there. */
export function field(name: string, value: string): Html {
  if (/\/saml\/(?:certificate$|metadata\/)/.test(value)) return html`<li><span class="field-name">${name}</span> <a href="${value}" download>${value}</a></li>`;
  // The same value may stand in several fields of a page: the name tells them apart.
  const id = `value-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return html`<li><span class="field-name" id="${id}-label">${name}</span> <span class="field-value"><code class="copied-value" id="${id}">${value}</code> <button type="button" data-copies="${id}" aria-describedby="${id}-label" hidden>Copy</button></span></li>`;
}

/** A setting to be chosen. */
export const choice = (name: string, value: string): Html => html`<li><span class="field-name">${name}</span> <strong>${value}</strong></li>`;

export const fields = (...items: readonly Html[]): Html => html`<ul class="fields">${items}</ul>`;

/** A way through menus. */
export const way = (...places: readonly string[]): Html =>
  html`${places.map((place, position) => html`${position > 0 ? " › " : ""}<b>${place}</b>`)}`;
