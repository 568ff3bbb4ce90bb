// What arrives at the ACS, as octets for the core. Only the core reads forms and base64; nothing here takes them apart.
import type { Kind } from "./glue.js";
import { bodyBrokeOff, fileInForm, tooLarge, wrongContentType, wrongMethod } from "./refusals.js";
import { concatenate } from "./send/octets.js";
import type { Input, LogoutInput } from "./types.js";

export interface Message {
  readonly octets: Uint8Array;
  readonly kind: Kind;
}

/** Told apart by what they can do, because classes of another realm or library are no `instanceof` of these. */
export function readInput(input: Input, maxBytes: number): Message | Promise<Message> {
  if (typeof input === "string") return { octets: encodeWithin(input, input.length, maxBytes), kind: VALUE };
  if (isRequest(input)) return readRequest(input, maxBytes).then((octets) => ({ octets, kind: FORM }));
  if (typeof (input as FormData | undefined)?.getAll === "function") return { octets: serialise(input, maxBytes), kind: FORM };
  throw new TypeError(
    "The input is neither a Request, a FormData, a URLSearchParams nor the SAMLResponse value as a string. What express.urlencoded() leaves in req.body becomes one by new URLSearchParams(req.body).",
  );
}

function isRequest(input: Exclude<Input, string>): input is Request {
  const { method, headers } = (input ?? {}) as Partial<Request>;
  return typeof method === "string" && typeof headers?.get === "function";
}

/** Rule B10, and then the octets of the body as they came. */
async function readRequest(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.bodyUsed)
    throw new TypeError("The request's body was read before. Pass what was read: the FormData or its SAMLResponse.");
  if (request.method !== "POST") throw wrongMethod(request.method);
  const type = request.headers.get("content-type");
  const [essence = ""] = (type ?? "").split(";");
  if (essence.trim().toLowerCase() !== "application/x-www-form-urlencoded") throw wrongContentType(type);
  const body = await streamOf(request);
  return body === null ? new Uint8Array() : await readWithin(body, maxBytes, formLimit(maxBytes));
}

/** Requests of Firefox have no member `body`: they give what they hold as a whole only. */
async function streamOf(request: Request): Promise<ReadableStream<Uint8Array> | null> {
  if (request.body !== undefined) return request.body;
  const whole = await request.blob().catch((cause: unknown) => {
    throw bodyBrokeOff(cause);
  });
  return whole.stream();
}

/** Stops at the first octet too many, so that nobody can fill the memory. */
export async function readWithin(body: ReadableStream<Uint8Array>, maxBytes: number, limit: number): Promise<Uint8Array> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw bodyBrokeOff(cause);
    });
    if (done) return concatenate(chunks);
    length += value.length;
    if (length > limit) {
      // The rest is of no interest, and neither is whether it could be called off.
      reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
}

/** A form that somebody else took apart becomes a body again, doubled fields and all, so that one reader judges them. */
function serialise(form: Exclude<Input, string | Request>, maxBytes: number): Uint8Array {
  const body = new URLSearchParams();
  let length = 0;
  for (const name of FIELDS) {
    for (const value of form.getAll(name)) {
      if (typeof value !== "string") throw fileInForm(name);
      length += value.length;
      body.append(name, value);
    }
  }
  return encodeWithin(body, length, maxBytes);
}

function encodeWithin(text: string | URLSearchParams, length: number, maxBytes: number): Uint8Array {
  if (length > formLimit(maxBytes)) throw tooLarge(maxBytes);
  return encode(text.toString());
}

/** Messages are ASCII but for mistakes, and then one octet for each character is enough: that is twice as fast as `encode`, which measures first. */
function encode(text: string): Uint8Array {
  const octets = new Uint8Array(text.length);
  const { read } = ENCODER.encodeInto(text, octets);
  return read === text.length ? octets : ENCODER.encode(text);
}

const ENCODER = new TextEncoder();

/**
 * The longest form that can carry a message of `maxBytes` octets: base64, with its line breaks, makes four of three, and
 * percent-encoding three of one. The core then holds the message itself against its exact limit.
 */
const formLimit = (maxBytes: number) => Math.ceil(maxBytes / 3) * 4 * (33 / 32) * 3 + OTHER_FIELDS;

/** RelayState, percent-encoded, and the names of the fields. */
const OTHER_FIELDS = 8 * 1024;

/** A logout message: the query of HTTP-Redirect as it was received, or the form of HTTP-POST. */
export async function readLogoutInput(input: LogoutInput, maxBytes: number): Promise<{ readonly octets: Uint8Array; readonly kind: Kind | 3 }> {
  if (typeof input === "string") return readQuery(input, maxBytes);
  if (isRequest(input as Request)) {
    const request = input as Request;
    // A HEAD asks what a GET would say, and must not use the message up.
    if (request.method === "GET") return readQuery(request.url, maxBytes);
    return { octets: await readRequest(request, maxBytes), kind: FORM };
  }
  if (typeof (input as FormData | undefined)?.getAll === "function") return { octets: serialise(input as FormData, maxBytes), kind: FORM };
  if (typeof (input as URL | undefined)?.href === "string") return readQuery((input as URL).href, maxBytes);
  throw new TypeError("The input is neither a Request, a URL, its query, a FormData nor a URLSearchParams.");
}

/** What stands behind the first `?` of an address, or a query by itself; up to any `#`, and not touched otherwise: its octets were signed. */
function readQuery(url: string, maxBytes: number): { readonly octets: Uint8Array; readonly kind: 3 } {
  const isAddress = /^(?:[a-z][a-z0-9+.-]*:|[/?])/i.test(url);
  const mark = url.indexOf("?");
  const [query = ""] = (isAddress ? (mark === -1 ? "" : url.slice(mark + 1)) : url).split("#");
  return { octets: encodeWithin(query, query.length, maxBytes), kind: QUERY };
}

const QUERY = 3;

const FIELDS = ["SAMLResponse", "SAMLRequest", "RelayState"];

const VALUE = 0;
const FORM = 1;
