import { hex, sha256 } from "./send/octets.js";

/**
 * The key of a pending request: `put` it into the store when you send an AuthnRequest, and leave out `inResponseTo` when you
 * verify the answer. `verifyLogin` then takes it: an answer to a request that nobody sent, or that was answered before, is
 * refused. The store knows what was sent, but not from which browser: to know that, keep the ID in a cookie and pass it instead.
 */
export async function requestKey(idpEntityId: string, requestId: string): Promise<string> {
  if (typeof idpEntityId !== "string" || typeof requestId !== "string" || requestId === "")
    throw new TypeError("requestKey needs the IdP's entity ID and the ID of a request, both as strings.");
  return `request:${hex(await sha256(`${idpEntityId}\0${requestId}`))}`;
}
