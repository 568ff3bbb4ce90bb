// What comes in, no longer than it may be.
import { Refusal } from "./refusal.js";

export async function formOf(request: Request): Promise<URLSearchParams> {
  const [type] = (request.headers.get("content-type") ?? "").split(";");
  if (type?.trim().toLowerCase() !== "application/x-www-form-urlencoded") throw new Refusal(415, "A form has to come as application/x-www-form-urlencoded.");
  return new URLSearchParams(await boundedText(request.body));
}

export async function jsonOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await boundedText(request.body));
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, "The body is no JSON.");
  }
}

/** A small message may inflate to a very long one. */
export async function inflated(octets: Uint8Array): Promise<string> {
  try {
    return await boundedText(new Blob([octets]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, "The message is not compressed as HTTP-Redirect has it: raw DEFLATE, without a zlib header.");
  }
}

async function boundedText(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  if (stream === null) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let octets = 0;
  for await (const part of stream) {
    octets += part.length;
    if (octets > LIMIT) throw new Refusal(413, `The message is longer than ${LIMIT} octets.`);
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

const LIMIT = 262_144;
