/**
 * The key of a pending request: `put` it into the store when you send an AuthnRequest, and leave out `inResponseTo` when you
 * verify the answer. `verifyLogin` then takes it: an answer to a request that nobody sent, or that was answered before, is
 * refused. The store knows what was sent, but not from which browser: to know that, keep the ID in a cookie and pass it instead.
 */
export async function requestKey(idpEntityId: string, requestId: string): Promise<string> {
  if (typeof idpEntityId !== "string" || typeof requestId !== "string" || requestId === "")
    throw new TypeError("requestKey needs the IdP's entity ID and the ID of a request, both as strings.");
  const octets = new TextEncoder().encode(`${idpEntityId}\0${requestId}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
  return `request:${Array.from(digest, (octet) => octet.toString(16).padStart(2, "0")).join("")}`;
}
