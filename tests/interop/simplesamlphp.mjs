// SimpleSAMLphp as Debian packages it, with a configuration of its own in a temporary folder.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { atExit } from "./lib/cleanup.mjs";
import { makeKey } from "./lib/keys.mjs";
import { BINDINGS, NAME_ID, SIGNATURE_ALGORITHMS } from "./lib/names.mjs";
import { readOptions } from "./lib/options.mjs";
import { writeSpMetadata } from "./lib/sp-metadata.mjs";
import { USER, signIn } from "./lib/user.mjs";

/** Why it cannot be started here, or undefined. */
export function simpleSamlPhpMissing() {
  if (spawnSync("php", ["--version"]).status !== 0) return "php is not installed";
  if (!existsSync(join(HOME, "lib/_autoload.php"))) return "simplesamlphp is not installed";
  if (spawnSync("openssl", ["version"]).status !== 0) return "openssl is not installed";
  return undefined;
}

/**
 * `spMetadataXml` is the SP's metadata. Without it, `sp` says the same:
 * `{ entityId, acsUrl, sloUrl?, signingCertificate?, encryptionCertificate? }`. Both may come later, with `configure`.
 * `options` are those of lib/options.mjs. The same members as of `startSamlIdp`: name, origin, entityId, metadataUrl,
 * metadataXml, ssoUrl, sloUrl, idpLogoutUrl, certificatePem, idpInitiatedUrl, signIn, configure, log and close.
 */
export async function startSimpleSamlPhp({ sp, spMetadataXml, options } = {}) {
  const reason = simpleSamlPhpMissing();
  if (reason !== undefined) throw new Error(reason);
  const folder = mkdtempSync(join(tmpdir(), "saml-edge-simplesamlphp-"));
  const removeFolder = atExit(() => rmSync(folder, { recursive: true, force: true }));
  let php;
  const close = async () => {
    await php?.close();
    removeFolder();
  };
  try {
    for (const name of ["cert", "data", "log", "metadata", "session", "temp"]) mkdirSync(join(folder, name));
    const key = makeKey("simplesamlphp.example");
    writeFileSync(join(folder, "cert/idp.key"), key.privateKey);
    writeFileSync(join(folder, "cert/idp.crt"), key.certificate);
    php = await startPhp(folder);
    writeConfiguration(folder, php.origin);
    const idp = new SimpleSamlPhp({ folder, origin: php.origin, certificatePem: key.certificate, close });
    await idp.configure({ sp, spMetadataXml, options });
    return idp;
  } catch (error) {
    const log = readLog(folder);
    await close();
    throw new Error(`SimpleSAMLphp did not start: ${error.message}\n${log}`, { cause: error });
  }
}

class SimpleSamlPhp {
  name = "SimpleSAMLphp";
  signIn = signIn;
  #folder;
  #sp;

  constructor({ folder, origin, certificatePem, close }) {
    this.#folder = folder;
    this.origin = origin;
    this.certificatePem = certificatePem;
    this.close = close;
    this.ssoUrl = `${origin}/saml2/idp/SSOService.php`;
    this.sloUrl = `${origin}/saml2/idp/SingleLogoutService.php`;
    this.metadataUrl = `${origin}/saml2/idp/metadata.php`;
    this.entityId = this.metadataUrl;
  }

  /** Another SP or other options from now on; keys, address and sessions stay. */
  async configure({ sp, spMetadataXml, options = {} }) {
    const { encryptionAlgorithm, ...wanted } = readOptions(options);
    if (encryptionAlgorithm !== undefined) throw new TypeError("SimpleSAMLphp 1.19 has one encryption algorithm");
    const xml = spMetadataXml ?? (sp && writeSpMetadata(sp));
    const entries = xml === undefined ? {} : readEntries(this.#folder, xml);
    this.#sp = Object.keys(entries)[0];
    for (const entry of Object.values(entries)) Object.assign(entry, spSettings(entry, wanted));
    const hosted = { [this.entityId]: hostedSettings(wanted) };
    writePhp(join(this.#folder, "metadata/saml20-sp-remote.php"), "metadata", entries);
    writePhp(join(this.#folder, "metadata/saml20-idp-hosted.php"), "metadata", hosted);
    const response = await fetch(this.metadataUrl);
    this.metadataXml = await response.text();
    if (!response.ok) throw new Error(`its metadata is answered with ${response.status}: ${this.metadataXml}`);
  }

  /** Opening this starts a login that nobody asked for. */
  idpInitiatedUrl(relayState) {
    const query = new URLSearchParams({ spentityid: this.#sp, ...(relayState !== undefined && { RelayState: relayState }) });
    return `${this.ssoUrl}?${query}`;
  }

  /** Opening this signs out of the identity provider and of every SP; it ends at a page of the identity provider. */
  get idpLogoutUrl() {
    const query = new URLSearchParams({ ReturnTo: `${this.origin}/logout.php` });
    return `${this.sloUrl}?${query}`;
  }

  log() {
    return readLog(this.#folder);
  }
}

/** PHP's own server takes a free port and says which. One process: none of these pages asks this server for another. */
async function startPhp(folder) {
  const settings = {
    display_errors: "0",
    log_errors: "1",
    error_log: join(folder, "log/php.log"),
    // A changed configuration is read at once.
    "opcache.enable": "0",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-d", `${name}=${value}`]);
  const child = spawn("php", [...flags, "-S", "127.0.0.1:0", "-t", join(HOME, "www")], {
    env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = atExit(() => child.kill("SIGKILL"));
  const ended = once(child, "exit");
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  const started = () => /Development Server \((http:\/\/127\.0\.0\.1:[1-9]\d*)\) started/.exec(said)?.[1];
  for (const deadline = Date.now() + START_DEADLINE_MS; started() === undefined; await pause(20)) {
    if (child.exitCode === null && Date.now() < deadline) continue;
    kill();
    throw new Error(`php does not serve: ${said}`);
  }
  return {
    origin: started(),
    async close() {
      kill();
      await ended;
    },
  };
}

function writeConfiguration(folder, origin) {
  writePhp(join(folder, "config.php"), "config", {
    baseurlpath: `${origin}/`,
    certdir: join(folder, "cert/"),
    datadir: join(folder, "data/"),
    loggingdir: join(folder, "log/"),
    metadatadir: join(folder, "metadata/"),
    tempdir: join(folder, "temp/"),
    "metadata.sources": [{ type: "flatfile", directory: join(folder, "metadata/") }],
    secretsalt: randomBytes(16).toString("hex"),
    "auth.adminpassword": randomBytes(16).toString("hex"),
    "admin.checkforupdates": false,
    timezone: "UTC",
    "enable.saml20-idp": true,
    "module.enable": { core: true, exampleauth: true, saml: true },
    "logging.handler": "file",
    "logging.level": LOG_DEBUG,
    showerrors: true,
    "store.type": "phpsession",
    "session.phpsession.savepath": join(folder, "session"),
    // It refuses to set Secure cookies over http, though browsers take them from this machine. PHP writes the value as it is.
    "session.cookie.secure": false,
    "session.cookie.samesite": "None; Secure",
  });
  writePhp(join(folder, "authsources.php"), "config", {
    users: {
      0: "exampleauth:UserPass",
      [`${USER.name}:${USER.password}`]: {
        uid: [USER.name],
        mail: [USER.mail],
        displayName: [USER.displayName],
        eduPersonAffiliation: USER.groups,
      },
    },
  });
}

function hostedSettings({ encryptAssertion, signResponse, signAssertion, nameIdFormat, requireSignedRequests, signatureAlgorithm }) {
  const bindings = Object.values(BINDINGS);
  return {
    host: "__DEFAULT__",
    privatekey: "idp.key",
    certificate: "idp.crt",
    auth: "users",
    SingleSignOnServiceBinding: bindings,
    SingleLogoutServiceBinding: bindings,
    "sign.logout": true,
    "validate.logout": true,
    "assertion.encryption": encryptAssertion,
    "saml20.sign.response": signResponse,
    "saml20.sign.assertion": signAssertion,
    NameIDFormat: nameIdFormat,
    "validate.authnrequest": requireSignedRequests,
    "signature.algorithm": SIGNATURE_ALGORITHMS[signatureAlgorithm],
    // Transient names it makes without being told from what.
    authproc: {
      1: { class: "saml:AttributeNameID", attribute: "mail", Format: NAME_ID.email },
      2: { class: "saml:PersistentNameID", attribute: "uid" },
      ...(nameIdFormat === NAME_ID.unspecified && { 3: { class: "saml:AttributeNameID", attribute: "uid", Format: nameIdFormat } }),
    },
  };
}

/** What the SP's metadata says goes before the hosted settings, so what a test asks for is set here too. */
function spSettings(entry, { signAssertion, nameIdFormat, requireSignedRequests, logoutBinding }) {
  const settings = {
    ...(signAssertion !== undefined && { "saml20.sign.assertion": signAssertion }),
    ...(nameIdFormat !== undefined && { NameIDFormat: nameIdFormat }),
    ...(requireSignedRequests !== undefined && { "validate.authnrequest": requireSignedRequests }),
  };
  if (logoutBinding === undefined) return settings;
  const logouts = entry.SingleLogoutService.filter(({ Binding }) => Binding === BINDINGS[logoutBinding]);
  if (logouts.length === 0) throw new Error(`the SP's metadata offers no logout over HTTP-${logoutBinding}`);
  return { ...settings, SingleLogoutService: logouts };
}

function readEntries(folder, spMetadataXml) {
  const flags = ["-d", "display_errors=0", "-d", `error_log=${join(folder, "log/php.log")}`];
  const read = spawnSync("php", [...flags, join(import.meta.dirname, "lib/sp-entry.php"), HOME], {
    env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: folder },
    input: spMetadataXml,
    encoding: "utf8",
  });
  if (read.status !== 0) throw new Error(`SimpleSAMLphp does not read the SP's metadata: ${read.stderr}${read.stdout}`);
  return JSON.parse(read.stdout);
}

/** JSON in a quoted string: PHP reads it back as the arrays that it wants. */
function writePhp(path, variable, value) {
  const quoted = JSON.stringify(value).replaceAll(/[\\']/g, "\\$&");
  writeFileSync(path, `<?php\n$${variable} = json_decode('${quoted}', true, 64, JSON_THROW_ON_ERROR);\n`);
}

function readLog(folder) {
  const paths = ["log/php.log", "log/simplesamlphp.log"].map((name) => join(folder, name));
  return paths.map((path) => (existsSync(path) ? readFileSync(path, "utf8") : "")).join("");
}

/** Where Debian puts it. */
const HOME = "/usr/share/simplesamlphp";

/** PHP's number. */
const LOG_DEBUG = 7;

/** Decides nothing: it ends the wait for a server that never starts. */
const START_DEADLINE_MS = 60_000;
