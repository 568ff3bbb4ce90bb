import type { Context } from "../http/context.js";
import { html } from "../html/html.js";
import { page } from "../html/layout.js";

/** The same for what is not there and for what is another organisation's. */
export const notFound = (context: Context): Response =>
  page(context, { title: "Not found", status: 404, content: html`<section class="card"><h1>Not found</h1><p>There is nothing at this address.</p><p><a class="button" href="/">To the start</a></p></section>` });
