/** One box that takes anything: which SAML messages a text holds, and what was undone to read them. Nothing is verified here. */
export { isNothing, recognise } from "./recognise.js";
export type { From, How, Kind, Message, Place, Problem, Recognised, Root, Transport, Verdict } from "./types.js";
