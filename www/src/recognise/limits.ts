// Bounds on the work that a text may cause. The page stays answering, and a tab has memory for all of it.

/** Characters of the whole text: a HAR of a login with its scripts and pictures is often 10 MB. */
export const TEXT = 16 << 20;

/** Octets of one message: the largest that saml-edge accepts under any setting. */
export const MESSAGE = 4 << 20;

/** Octets of all messages together, those that failed included. */
export const ALL_MESSAGES = 32 << 20;

/** A long session has some dozens. */
export const MESSAGES = 200;

/** Places where a message could be; text that is made of nothing else ends here. */
export const CANDIDATES = 2000;

/** Parameters of one form or query; real ones have less than ten. */
export const PARAMETERS = 1000;

/** Messages in one form, where there has to be one. */
export const FORM_MESSAGES = 8;

/** Sentences; further ones are counted. */
export const NOTES = 40;

/** Encodings of one kind around each other. Twice happens, three times is a mistake, more is an attack. */
export const ROUNDS = 3;

/** Requests of a HAR or of an export of SAML-tracer. */
export const ENTRIES = 20_000;

/** Values in a JSON document that is neither HAR nor SAML-tracer. */
export const JSON_VALUES = 200_000;
