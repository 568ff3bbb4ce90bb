// Everything that the walk needs, on free ports of this machine: the console, an identity provider on another site, a resolver and a browser.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { startDevIdp } from "../../dev-idp/test/start.mjs";
import { startBrowser } from "./browser.mjs";
import { startDns } from "./dns.mjs";
import { startConsole } from "./start.mjs";

const keys = join(import.meta.dirname, "../../../tests/vectors/keys");

/** The console is at `localhost` and the identity provider at `127.0.0.1`: to a browser those are two sites. */
export async function startRig() {
  const running = [];
  const started = async (promise) => {
    const one = await promise;
    running.unshift(one);
    return one;
  };
  const stop = async () => {
    for (const one of running) await one.stop();
  };
  try {
    const dns = await started(startDns());
    const idp = await started(startDevIdp());
    const printed = linkPrinted();
    const console = watched(await started(startConsole({ vars: varsWith(dns.url), onLog: printed.onLog })));
    const browser = await started(startBrowser());
    return { dns, idp, console, browser, setupLink: printed.link, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** With what its database says of it. */
const watched = (console) => ({
  ...console,
  sessions: () => console.database.prepare("SELECT count(*) AS count FROM sessions").first("count"),
  /** The kinds of the newest entries of the trail. */
  async lastKinds(count) {
    const { results } = await console.database.prepare("SELECT kind FROM audit ORDER BY id DESC LIMIT ?").bind(count).all();
    return results.map(({ kind }) => kind);
  },
});

const varsWith = (resolver) => ({
  APP_SECRET: "0123456789abcdef0123456789abcdef01234567",
  SAML_KEY: readFileSync(join(keys, "sp.key.pem"), "utf8"),
  SAML_CERTIFICATE: readFileSync(join(keys, "sp.crt.pem"), "utf8"),
  DNS_RESOLVER: resolver,
  LIMIT_PER_ADDRESS: "100000",
  LIMIT_PER_ORGANISATION: "100000",
});

/** The Worker prints it at the first request. */
function linkPrinted() {
  let found;
  const link = new Promise((resolve) => (found = resolve));
  let said = "";
  const onLog = (text) => {
    said += text;
    const [, url] = /(http:\S+\/setup\/\S+)\s/.exec(said) ?? [];
    if (url !== undefined) found(url);
  };
  return { link, onLog };
}
