// `npm run keys`: a secret, a key and its certificate for this machine, in .dev.vars. `npm run keys -- --production`: the same for `wrangler secret bulk`, in secrets/production.json.
import "reflect-metadata";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PemConverter, X509CertificateGenerator } from "@peculiar/x509";

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 3072 };
const FIVE_YEARS = 5 * 365 * 86_400_000;

const { values } = parseArgs({ options: { production: { type: "boolean", default: false } } });
const root = join(import.meta.dirname, "..");
const secrets = await makeSecrets();
if (values.production) {
  mkdirSync(join(root, "secrets"), { recursive: true, mode: 0o700 });
  write("secrets/production.json", `${JSON.stringify(secrets, null, 2)}\n`);
  console.log("Next: npx wrangler secret bulk secrets/production.json. Then keep the file where only you can read it, or delete it.");
} else {
  write(".dev.vars", Object.entries(secrets).map(([name, value]) => `${name}="${value.trim().replaceAll("\n", "\\n")}"\n`).join(""));
}

async function makeSecrets() {
  const keys = await crypto.subtle.generateKey(RSA, true, ["sign", "verify"]);
  const notBefore = new Date();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=SSO console",
    notBefore,
    notAfter: new Date(notBefore.getTime() + FIVE_YEARS),
    signingAlgorithm: RSA,
    keys,
  });
  return {
    APP_SECRET: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex"),
    SAML_KEY: PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY"),
    SAML_CERTIFICATE: certificate.toString("pem"),
  };
}

/** Never over what is there: the key of before may still be needed. */
function write(file, text) {
  try {
    writeFileSync(join(root, file), text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    console.error(`${file} is there already. Move it away first: its key may still be in use.`);
    process.exit(1);
  }
  console.log(`Wrote ${file}.`);
}
