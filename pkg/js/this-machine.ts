/** Hosts to which http is as good as https; the core has the same. Every name below `localhost` is this machine (RFC 6761, 6.3). */
export const isThisMachine = ({ hostname }: URL): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(hostname) || hostname.endsWith(".localhost");
