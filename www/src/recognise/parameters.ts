import { DEFLATE } from "../names.js";
import { FORM_MESSAGES, PARAMETERS } from "./limits.js";
import { readMessage } from "./message.js";
import { type Origin, problem, type Reading, type Trail, transportOf, Unreadable } from "./reading.js";
import type { How, Problem, Transport } from "./types.js";
import { badEscape, type Pair, urlDecoded } from "./url-encoding.js";
import { decodeValue, type Writing } from "./value.js";

/** The parameters of one form or query. */
export interface Parameters {
  pairs: readonly Pair[];
  writing: Writing;
  /** The octets that they were split from, where they were url-encoded. */
  query: string | null;
}

/** Its messages, with what belongs to them. False where there is none. */
export function readParameters(reading: Reading, parameters: Parameters, origin: Origin): boolean {
  if (parameters.pairs.length >= PARAMETERS) reading.note(`Only the first ${PARAMETERS} parameters of a form were read.`);
  const found = parameters.pairs.filter(({ name }) => MESSAGE.test(name));
  if (found.length === 0) return noteOthers(reading, parameters);
  if (found.length > FORM_MESSAGES) reading.note(`One form has ${found.length} messages; the first ${FORM_MESSAGES} were read.`);
  for (const pair of found.slice(0, FORM_MESSAGES)) if (reading.goesOn()) readOne(reading, pair, parameters, origin);
  return true;
}

/** What carries no message of this kind, and people take for one. */
function noteOthers(reading: Reading, { pairs }: Parameters): boolean {
  const has = (wanted: string) => pairs.some(({ name }) => name === wanted);
  if (has("SAMLart")) reading.note("There is a SAMLart: an artifact, which stands for a message that the service provider fetches by itself. The message is not in here.");
  if (has("wresult")) reading.note("There is a wresult: this is WS-Federation, not the protocol of SAML 2.0.");
  return false;
}

function readOne(reading: Reading, pair: Pair, parameters: Parameters, origin: Origin): void {
  reading.tries();
  const trail: Trail = { steps: [...origin.steps], problems: [...origin.problems] };
  const value = decodedOrNoted(reading, pair, parameters.writing, trail);
  if (value === null) return;
  const how = origin.how ?? (value.isCompressed || NAMES_OF_REDIRECT.some((name) => valueOf(parameters, name) !== null) ? "Redirect" : "POST");
  reportCompression(how, value.isCompressed, trail.problems);
  reportNames(pair, parameters, how, trail.problems);
  const parameter = /request$/i.test(pair.name) ? "SAMLRequest" : "SAMLResponse";
  const transport: Transport = { ...transportOf(how, origin), parameter, relayState: relayState(parameters, trail.problems) };
  if (how === "Redirect") Object.assign(transport, signatureOf(pair, parameters, trail.problems));
  reading.add(readMessage(reading, value.octets, transport, trail));
}

function decodedOrNoted(reading: Reading, pair: Pair, writing: Writing, trail: Trail) {
  try {
    return decodeValue(reading, pair.value, writing, trail);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    reading.note(`A ${pair.name} could not be read: ${error.message}.`);
    return null;
  }
}

function reportCompression(how: How, isCompressed: boolean, problems: Problem[]): void {
  if (how === "Redirect" && !isCompressed) problems.push(problem("refused", "The message is not compressed, and by HTTP-Redirect it has to be (bindings 3.4.4.1)."));
  if (how === "POST" && isCompressed) problems.push(problem("refused", "The message is compressed, as only HTTP-Redirect does it."));
}

/** Each parameter once, by its name; and of a query, as it is spelt, since the signature is over the spelling. */
function reportNames(pair: Pair, { pairs, query }: Parameters, how: How, problems: Problem[]): void {
  if (!EXACT.test(pair.name)) problems.push(problem("refused", `The parameter is called ${pair.name}: names are compared by case.`));
  for (const name of [...NAMES_OF_MESSAGES, "RelayState", ...(how === "Redirect" ? NAMES_OF_REDIRECT : [])]) {
    const same = pairs.filter((other) => other.name === name);
    if (same.length > 1) problems.push(problem("refused", `The parameter ${name} stands ${same.length} times.`));
    if (how === "Redirect" && same.some(({ written }) => written !== name)) problems.push(problem("refused", `The name of the parameter ${name} is percent-encoded.`));
  }
  if (NAMES_OF_MESSAGES.every((name) => pairs.some((other) => other.name === name))) problems.push(problem("refused", "There are both a SAMLRequest and a SAMLResponse."));
  const bad = query === null ? null : badEscape(query);
  if (bad !== null) problems.push(problem("refused", "A `%` is followed by something else than two hexadecimal digits.", "parameters", bad));
}

/** Bindings 3.5.3 allows 80 octets, real identity providers send more; saml-edge accepts 1024, and no control characters. */
function relayState(parameters: Parameters, problems: Problem[]): string | null {
  const value = valueOf(parameters, "RelayState");
  if (value === null) return null;
  if (!value.isUtf8) problems.push(problem("refused", "The RelayState is not UTF-8."));
  const { length } = new TextEncoder().encode(value.text);
  if (length > 1024) problems.push(problem("refused", `The RelayState has ${length} bytes; bindings 3.5.3 allows 80, and saml-edge accepts 1024.`));
  else if (length > 80) problems.push(problem("odd", `The RelayState has ${length} bytes; bindings 3.5.3 allows 80.`));
  if (CONTROL.test(value.text)) problems.push(problem("refused", "The RelayState has control characters."));
  return value.text;
}

/** What the signature is over is in the order of the binding, whatever the order of the query (bindings 3.4.4.1). */
function signatureOf(pair: Pair, parameters: Parameters, problems: Problem[]): Pick<Transport, "sigAlg" | "signature" | "query" | "signed"> {
  const [sigAlg, signature, encoding] = [valueOf(parameters, "SigAlg"), valueOf(parameters, "Signature"), valueOf(parameters, "SAMLEncoding")];
  if (encoding !== null && encoding.text !== DEFLATE) problems.push(problem("refused", `SAMLEncoding is ${encoding.text}, not ${DEFLATE}.`));
  if (sigAlg !== null && signature === null) problems.push(problem("refused", "There is a SigAlg, but no Signature."));
  if (sigAlg === null && signature !== null) problems.push(problem("refused", "There is a Signature, but no SigAlg."));
  if (sigAlg?.isUtf8 === false) problems.push(problem("refused", "SigAlg is not UTF-8."));
  if (signature !== null && !isStrictBase64(signature.text)) problems.push(problem("refused", "Signature is not base64."));
  const { query } = parameters;
  const isWhole = sigAlg !== null && signature !== null && query !== null;
  return { sigAlg: sigAlg?.text ?? null, signature: signature?.text ?? null, query, signed: isWhole ? signedOctets(pair, parameters.pairs) : null };
}

function signedOctets(message: Pair, pairs: readonly Pair[]): Uint8Array {
  const others = ["RelayState", "SigAlg"].map((name) => pairs.find((pair) => pair.name === name));
  const parts = [message, ...others].filter((pair) => pair !== undefined).map(({ name, value }) => `${name}=${value}`);
  return new TextEncoder().encode(parts.join("&"));
}

function isStrictBase64(text: string): boolean {
  const packed = text.replace(/[ \t\r\n]+/g, "");
  return packed !== "" && packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

function valueOf({ pairs, writing }: Parameters, wanted: string) {
  const value = pairs.find(({ name }) => name === wanted)?.value;
  if (value === undefined) return null;
  return writing === "url-encoded" ? urlDecoded(value, "plus is a space") : { text: value, isUtf8: true };
}

const MESSAGE = /^saml_?(?:request|response)$/i;
const EXACT = /^SAML(?:Request|Response)$/;
const NAMES_OF_MESSAGES = ["SAMLRequest", "SAMLResponse"];
const NAMES_OF_REDIRECT = ["SigAlg", "Signature", "SAMLEncoding"];
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
