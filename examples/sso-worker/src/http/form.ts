/** A metadata document has a few hundred KB at most, unless it is a federation's, which nobody uploads here. */
const MOST_OCTETS = 2 * 1024 * 1024;

/** The fields of a posted form; `null` where it is none or too large. A file is its text. */
export async function readForm(request: Request): Promise<URLSearchParams | null> {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  if (!["application/x-www-form-urlencoded", "multipart/form-data"].includes(type.trim().toLowerCase())) return null;
  const body = await readBody(request.body, MOST_OCTETS);
  if (body === null) return null;
  const fields = new URLSearchParams();
  try {
    const form = await new Response(body, { headers: { "content-type": request.headers.get("content-type") ?? "" } }).formData();
    for (const [name, value] of form) fields.append(name, typeof value === "string" ? value : await (value as File).text());
  } catch {
    return null;
  }
  return fields;
}

/** Stops at the first octet too many. */
export async function readBody(stream: ReadableStream<Uint8Array> | null, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream ?? []) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
