// What wasm-bindgen generates beside these sources' output, as far as it is used.

export declare function initSync(options: { module: WebAssembly.Module }): unknown;
export declare function __wbg_reset_state(): void;

/** How `input` is to be read: 0 the base64 value, 1 the URL-encoded form, 2 XML. */
export type Kind = 0 | 1 | 2;

/** `secrets` is cleared, here and in the memory of the module. */
export declare function verify(
  input: Uint8Array,
  kind: Kind,
  settings: Uint8Array,
  inResponseTo: string | undefined,
  now: number,
  secrets: Uint8Array,
): string;
export declare function explain(
  input: Uint8Array,
  kind: Kind,
  settings: Uint8Array | undefined,
  inResponseTo: string | undefined,
  now: number,
  forms: boolean,
  secrets: Uint8Array,
): string;
/** As `verify`, for the messages of single logout; 3 is the query of HTTP-Redirect. */
export declare function verifyLogout(
  input: Uint8Array,
  kind: Kind | 3,
  settings: Uint8Array,
  inResponseTo: string | undefined,
  now: number,
  secrets: Uint8Array,
): string;
export declare function checkSettings(settings: Uint8Array): string;
export declare function readMetadata(xml: Uint8Array, options: string, now: number): string;
export declare function peek(input: Uint8Array, kind: Kind): string;
export declare function readCertificates(text: string): string;
