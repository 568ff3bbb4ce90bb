/** What a text holds. No text is refused: what cannot be read is said in the notes. */
export interface Recognised {
  /** In the order of the text. */
  messages: Message[];
  /** Sentences. The first says what the text is; the others, what was left out and why. */
  notes: string[];
}

/** A document that was found. Nothing about it was verified: only its encodings were undone and the name of its root was read. */
export interface Message {
  /** By the root's name and namespace; `other` for everything that is not of this list, and for what is no XML. */
  kind: Kind;
  /** `null` where there is no element. */
  root: Root | null;
  /** The octets as they were received, after decoding. Nothing in them was repaired. */
  xml: Uint8Array;
  transport: Transport;
  /** What was undone, in that order. */
  steps: string[];
  /** What is not as it should be, in the order in which it was found. */
  problems: Problem[];
}

export type Kind = "Response" | "AuthnRequest" | "LogoutRequest" | "LogoutResponse" | "EntityDescriptor" | "EntitiesDescriptor" | "Assertion" | "other";

export interface Root {
  /** Without prefix. */
  name: string;
  /** `null` where none is declared for it. */
  namespace: string | null;
}

export interface Transport {
  how: How;
  from: From;
  /** The name of the field or parameter, as the bindings spell it. */
  parameter: "SAMLRequest" | "SAMLResponse" | null;
  /** `null` where there is none; an empty one is the empty string. */
  relayState: string | null;
  /** Of HTTP-Redirect, as the next three. Decoded. */
  sigAlg: string | null;
  /** Its base64. */
  signature: string | null;
  /** The query as it was sent, without `?` and fragment. */
  query: string | null;
  /** What the signature of the query is over: `SAMLRequest=…&RelayState=…&SigAlg=…` octet for octet as received (bindings 3.4.4.1). `null` where the query is not signed. */
  signed: Uint8Array | null;
  /** Where it was sent; for a form in a page, where it would be sent. */
  url: string | null;
  method: string | null;
  /** As the capture has it. */
  time: string | null;
}

/**
 * `xml`: the document alone. `value`: its base64 alone. `POST`: a field of a form. `Redirect`: a parameter of a query.
 *
 * Where nothing else tells a form from a query, POST is what is not compressed and not signed in the query.
 */
export type How = "xml" | "value" | "POST" | "Redirect";

/** The text around it. `text`: nothing but the message or its parameters. */
export type From = "text" | "HTML" | "JSON" | "curl" | "PowerShell" | "fetch" | "HAR" | "SAML-tracer" | "log";

export interface Problem {
  text: string;
  verdict: Verdict;
  at: Place | null;
}

/** `refused`: a strict verifier, such as saml-edge, refuses what arrives like this. `odd`: it accepts it, or it may be from copying. */
export type Verdict = "refused" | "odd";

/** `parameters`: of the form or query as written. `value`: of the parameter, URL-decoded. `compressed`: octets before inflating. `xml`: octets of the message. */
export interface Place {
  in: "parameters" | "value" | "compressed" | "xml";
  offset: number;
}
