// Throw-away keys, each with a certificate for itself.
import { spawnSync } from "node:child_process";

/** `{ privateKey, certificate }`, both PEM. node:crypto reads certificates and makes none, so openssl does. */
export function makeKey(commonName) {
  const flags = ["-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", "3650", "-subj", `/CN=${commonName}`];
  const made = spawnSync("openssl", ["req", ...flags, "-keyout", "-", "-out", "-"], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.error ?? made.stderr}`);
  const [privateKey, certificate] = made.stdout.match(/-----BEGIN [^]*?-----END [A-Z ]+-----\n/g);
  return { privateKey, certificate };
}
