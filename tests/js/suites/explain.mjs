// What `explain` adds to the checks. That it agrees with `verifyLogin`, the vectors hold.
import { equal, ok } from "../lib/check.mjs";

export const explainTests = {
  async "explain: canonical forms where they are wanted, and the digest is theirs"({ library, bothSigned }) {
    const plain = await library.explain(bothSigned.value, bothSigned.connection, bothSigned.moment);
    equal(plain.signatures.map((signature) => "canonical" in signature), [false, false], "they are as long as the message");
    const { signatures } = await library.explain(bothSigned.value, bothSigned.connection, { ...bothSigned.moment, canonicalForms: true });
    equal(signatures.map(({ covers }) => covers), ["Response", "Assertion"]);
    for (const { canonical, canonicalSignedInfo, digestComputed, digestStated, covers } of signatures) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical)));
      equal(btoa(String.fromCharCode(...digest)), digestComputed, covers);
      equal(digestComputed, digestStated, covers);
      ok(canonical.startsWith(`<saml2${covers === "Response" ? "p" : ""}:${covers} `), canonical.slice(0, 60));
      ok(!canonical.includes("<ds:SignatureValue>") || covers === "Response", "the Signature itself is left out");
      ok(/^<ds:SignedInfo xmlns:ds="[^"]+">.*<\/ds:SignedInfo>$/s.test(canonicalSignedInfo), canonicalSignedInfo.slice(0, 60));
    }
  },
};
