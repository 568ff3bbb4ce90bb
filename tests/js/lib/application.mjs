// An application as node-saml's users write it, without a web framework: only the `SAML` that it is given is from one library or another.
export class Application {
  constructor({ SAML }, options) {
    this.saml = new SAML(options);
    this.sessions = new Map();
  }

  async login(query = {}) {
    return { redirect: await this.saml.getAuthorizeUrlAsync(query.RelayState, "sp.example.com", {}) };
  }

  async callback(body) {
    const { profile, loggedOut } = await this.saml.validatePostResponseAsync(body);
    if (loggedOut) return { redirect: "/bye" };
    this.sessions.set(profile.sessionIndex, profile);
    return { profile, redirect: body.RelayState || "/" };
  }

  async logout(sessionIndex) {
    const profile = this.sessions.get(sessionIndex);
    this.sessions.delete(sessionIndex);
    return { redirect: await this.saml.getLogoutUrlAsync(profile, "", {}) };
  }

  async logoutCallback(query) {
    const container = Object.fromEntries(new URLSearchParams(query));
    const { profile, loggedOut } = await this.saml.validateRedirectAsync(container, query);
    if (!loggedOut || profile === null) return { redirect: "/bye" };
    const isHere = this.sessions.delete(profile.sessionIndex);
    return { profile, redirect: await this.saml.getLogoutResponseUrlAsync(profile, container.RelayState, {}, isHere) };
  }
}
