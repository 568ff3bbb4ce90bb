// Formats of names to choose from.
import { EMAIL, PERSISTENT, TRANSIENT, UNSPECIFIED } from "../names.js";

/** The usual formats of the NameID (core 8.3). */
export const NAME_ID_FORMATS: Readonly<Record<string, string>> = {
  [EMAIL]: "E-mail address",
  [PERSISTENT]: "Persistent",
  [TRANSIENT]: "Transient",
  [UNSPECIFIED]: "Unspecified",
};
