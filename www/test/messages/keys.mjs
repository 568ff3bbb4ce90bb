// Keys out of certificates, and signatures of queries by them.
import { createPrivateKey, sign, X509Certificate } from "node:crypto";

import { createLogin, readCertificates } from "../../../pkg/dist/entries/inlined.js";
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { textOf } from "../lib/samples.mjs";
import { loadSource } from "../lib/source.mjs";
import { key, loadedOf, NOW } from "./loaded.mjs";

const { publicKeyInfo } = await loadSource("messages/spki.ts");
const { querySignature } = await loadSource("messages/query-signature.ts");

const KINDS = { "idp": "RSA", "sp": "RSA", "rsa-4096": "RSA", "ec-p256": "P-256", "ec-p384": "P-384", "ec-p521": "P-521", "ed25519": "other" };

async function verified(url, certificate) {
  const { message } = await loadedOf(url);
  return (await querySignature(message.transport, { whose: "them", certificates: certificate === null ? [] : await readCertificates(key(certificate)) }))?.outcome ?? null;
}

export const keyTests = {
  ...Object.fromEntries(Object.entries(KINDS).map(([name, kind]) => [`messages/the key of ${name}`, () => {
    const certificate = new X509Certificate(key(`${name}.crt.pem`));
    const expected = certificate.publicKey.export({ type: "spki", format: "der" });
    const found = publicKeyInfo(Uint8Array.from(certificate.raw));
    equal([Buffer.from(found.octets).toString("hex"), found.kind], [expected.toString("hex"), kind], "of the certificate");
    const bare = publicKeyInfo(Uint8Array.from(expected));
    equal([Buffer.from(bare.octets).toString("hex"), bare.kind], [expected.toString("hex"), kind], "of the key by itself");
  }])),

  "messages/no key in what is cut, or is something else"() {
    const der = new X509Certificate(key("idp.crt.pem")).raw;
    for (let length = 0; length < der.length; length += 1) equal(publicKeyInfo(Uint8Array.from(der.subarray(0, length))), null, `${length} octets`);
    equal(publicKeyInfo(Uint8Array.from([0x30, 0x84, 255, 255, 255, 255])), null, "a length of four octets");
    equal(publicKeyInfo(Uint8Array.from([0x30, 0x80, 0, 0])), null, "an indefinite length");
    const secret = createPrivateKey(key("sp.key.pem")).export({ type: "pkcs8", format: "der" });
    equal(publicKeyInfo(Uint8Array.from(secret)), null, "a private key");
  },

  async "messages/the query of a signed request verifies with its certificate, and with no other"({ vectors }) {
    const { connection } = vectors.find(({ name }) => name === "accept/plain");
    for (const name of ["sp", "ec-p256", "ec-p384"]) {
      const { url } = await createLogin(connection, { now: NOW, sign: key(`${name}.key.pem`), relayState: "r/1 +" });
      equal(await verified(url.href, `${name}.crt.pem`), "pass", name);
      equal(await verified(url.href, "attacker.crt.pem"), "fail", `${name}, another key`);
      equal(await verified(url.href.replace("RelayState=r", "RelayState=s"), `${name}.crt.pem`), "fail", `${name}, altered`);
      equal(await verified(url.href, null), "skip", `${name}, no certificate`);
    }
    const { url } = await createLogin(connection, { now: NOW });
    equal(await verified(url.href, "sp.crt.pem"), null, "not signed");
  },

  async "messages/every algorithm that the core takes in queries"({ vectors }) {
    const named = { "logout/request": "idp", "logout/rsa-384": "idp", "logout/rsa-512": "idp", "logout/ecdsa-256": "ec-p256", "logout/ecdsa-384": "ec-p384", "logout/ecdsa-512": "ec-p521" };
    for (const [name, certificate] of Object.entries(named)) {
      const { body } = vectors.find((vector) => vector.name === name);
      equal(await verified(textOf(body), `${certificate}.crt.pem`), "pass", name);
    }
    for (const name of ["logout/message-exchanged", "logout/relay-state-changed", "logout/escaped-anew"]) {
      equal(await verified(textOf(vectors.find((vector) => vector.name === name).body), "idp.crt.pem"), "fail", name);
    }
  },

  async "messages/what verifies and production refuses is no success"({ vectors, bodyOf }) {
    const said = async (url, certificate) => {
      const { message } = await loadedOf(url);
      return await querySignature(message.transport, { whose: "them", certificates: await readCertificates(key(certificate)) });
    };
    const sha1 = await said(bodyOf("logout/sha1"), "idp.crt.pem");
    equal(sha1.outcome, "fail");
    ok(sha1.says.startsWith("It verifies with ") && sha1.says.includes("SHA-1") && sha1.says.includes("allowSha1"), sha1.says);

    const sigAlg = encodeURIComponent("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    const [pair] = bodyOf("logout/request").replace(/^[^?]*\?/, "").split("&");
    for (const [name, outcome] of [["rsa-1024", "fail"], ["rsa-3072", "pass"]]) {
      const signed = `${pair}&SigAlg=${sigAlg}`;
      const url = `https://sp.example.com/slo?${signed}&Signature=${encodeURIComponent(sign("sha256", signed, key(`${name}.key.pem`)).toString("base64"))}`;
      const certificate = { certificate: new X509Certificate(key(`${name}.crt.pem`)).raw.toString("base64"), subject: name, sha256: "" };
      const { message } = await loadedOf(url);
      const finding = await querySignature(message.transport, { whose: "them", certificates: [certificate] });
      equal(finding.outcome, outcome, `${name}: ${finding.says}`);
      if (outcome === "fail") ok(finding.says.includes("1024 bits"), finding.says);
    }

    const { connection } = vectors.find(({ name }) => name === "accept/plain");
    const { url } = await createLogin(connection, { now: NOW, sign: key("sp.key.pem"), relayState: "r" });
    equal((await said(url.href, "sp.crt.pem")).outcome, "pass", "each once");
    for (const more of ["RelayState=r", "SigAlg=x", "Signature=x", "Sig%41lg=x", "SAMLRequest=x"]) {
      const finding = await said(`${url.href}&${more}`, "sp.crt.pem");
      equal([finding.outcome, finding.says?.includes("more than once")], ["fail", true], more);
    }
    equal((await said(`${url.href}&other=1&other=2`, "sp.crt.pem")).outcome, "pass", "others may");
  },

  async "messages/without WebCrypto it is said, and with an unknown algorithm too"({ bodyOf }) {
    const known = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    const certificates = await readCertificates(key("idp.crt.pem"));
    const { message } = await loadedOf(bodyOf("logout/request"));
    Object.defineProperty(globalThis, "crypto", { configurable: true, value: {} });
    try {
      const said = await querySignature(message.transport, { whose: "them", certificates });
      equal(said.outcome, "skip");
      ok(said.says.includes("https"), said.says);
    } finally {
      Object.defineProperty(globalThis, "crypto", known);
    }
    equal((await querySignature({ ...message.transport, sigAlg: "urn:none" }, { whose: "them", certificates })).outcome, "fail");
  },
};
