// Where IdPs publish their metadata: each path answers what it was told to.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { metadata } from "../../../dev-idp/src/identity-provider.mjs";
import { listen } from "../../../../tests/interop/lib/server.mjs";

export class Publisher {
  #answers = new Map();

  static async start() {
    const publisher = new Publisher();
    const { origin, close } = await listen(async (request, response) => {
      const answer = publisher.#answers.get(new URL(request.url, "http://publisher").pathname);
      publisher.asked.push(request.url);
      const { status = 200, headers = {}, body = "" } = (await answer?.()) ?? { status: 404 };
      response.writeHead(status, headers);
      response.end(body);
    });
    Object.assign(publisher, { origin: origin.replace("127.0.0.1", "localhost"), stop: close });
    return publisher;
  }

  asked = [];

  /** `answer` is called with each request. The address. */
  set(path, answer) {
    this.#answers.set(path, typeof answer === "function" ? answer : () => answer);
    return this.origin + path;
  }
}

export const key = (name) => readFileSync(join(import.meta.dirname, "../../../../tests/vectors/keys", name), "utf8");

/** Of an IdP whose keys are those of the vectors. `validUntil` as the document has it. */
export function metadataOf({ entityId, certificates = [key("idp.crt.pem")], ssoUrl = "https://idp.example.com/sso", sloUrl = "https://idp.example.com/slo", validUntil }) {
  const xml = metadata({ entityId, certificates, ssoUrl, sloUrl });
  return validUntil === undefined ? xml : xml.replace("<md:EntityDescriptor ", `<md:EntityDescriptor validUntil="${validUntil}" `);
}
