// Which IdP somebody belongs to: by the domain of an address, or by asking a discovery service.

/**
 * The domain of an e-mail address, to look a connection up by: in lower case and in its ASCII form (IDNA), as `allowedEmailDomains` has it; `null` where it is no address. Compare it
 * whole: `mail.example.com` is not `example.com`. Only look among domains that the organisation has proved to be its own, and answer the same where there is no such connection as where
 * there is no such user: else anybody can ask who is a customer.
 */
export function emailDomain(address: string): string | null {
  const at = typeof address === "string" ? address.trim().lastIndexOf("@") : -1;
  const [local, domain] = [address?.trim?.().slice(0, at), address?.trim?.().slice(at + 1)];
  if (at < 1 || local === undefined || domain === undefined || /[\s"(),:;<>@[\\\]\p{Cc}]/u.test(local) || !/^[^\s/?#:@\\%[\]\p{Cc}]+$/u.test(domain)) return null;
  const url = URL.canParse(`https://${domain}`) ? new URL(`https://${domain}`) : undefined;
  // An IP address is no domain that anybody proves, and a name without a dot belongs to this network.
  if (url === undefined || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(url.hostname)) return null;
  return url.hostname;
}

export interface DiscoveryOptions {
  /** Where the answer comes: the address with the parameter `entityID`. An address of this site that the discovery service knows from your metadata. */
  readonly returnUrl: string | URL;
  /** Ask nobody: answer at once, without an IdP where none is known. */
  readonly isPassive?: boolean;
}

/**
 * Where to send a browser to choose its IdP (Identity Provider Discovery Service Protocol, 2.4.1). What comes back names an IdP and proves nothing: look the connection up by it, among
 * your own.
 */
export function discoveryUrl(service: string | URL, spEntityId: string, { returnUrl, isPassive = false }: DiscoveryOptions): URL {
  const url = new URL(service);
  if (url.protocol !== "https:") throw new TypeError("The address of the discovery service is not https.");
  url.searchParams.set("entityID", spEntityId);
  url.searchParams.set("return", String(new URL(returnUrl)));
  url.searchParams.set("returnIDParam", "entityID");
  if (isPassive) url.searchParams.set("isPassive", "true");
  return url;
}
