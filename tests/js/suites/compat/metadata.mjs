// The metadata of the service provider, by node-saml's names.
import { equal, ok, refused } from "../../lib/check.mjs";

export const metadataTests = {
  async "compat metadata: says what the options say"({ make, keys, connection }) {
    const saml = make({
      privateKey: keys.idp,
      decryptionPvk: keys.sp,
      signMetadata: true,
      metadataContactPerson: [{ "@contactType": "support", GivenName: "test", EmailAddress: ["test@example.com"] }],
      metadataOrganization: {
        OrganizationName: [{ "@xml:lang": "en", "#text": "Example" }],
        OrganizationDisplayName: [{ "@xml:lang": "en", "#text": "The Example" }],
        OrganizationURL: [{ "@xml:lang": "en", "#text": "https://example.com" }],
      },
    });
    const xml = await saml.generateServiceProviderMetadata(keys.certificates.sp, [keys.certificates.idp, keys.certificates.ec]);
    for (const part of [
      `entityID="${connection.sp.entityId}"`,
      'AuthnRequestsSigned="true" WantAssertionsSigned="true"',
      `Location="${connection.sp.acsUrl}"`,
      `Location="${connection.sp.sloUrl}"`,
      "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>",
      "<ds:SignatureValue>",
      '<md:ContactPerson contactType="support"><md:GivenName>test</md:GivenName><md:EmailAddress>mailto:test@example.com</md:EmailAddress></md:ContactPerson>',
      '<md:OrganizationDisplayName xml:lang="en">The Example</md:OrganizationDisplayName>',
    ])
      ok(xml.includes(part), `${part}: ${xml}`);
    equal([xml.match(/use="signing"/g).length, xml.match(/use="encryption"/g).length], [2, 1]);
  },

  async "compat metadata: without keys, and from the function alone"({ make, options, connection, generateServiceProviderMetadata }) {
    const xml = await make({ wantAssertionsSigned: false, identifierFormat: null }).generateServiceProviderMetadata(null);
    ok(xml.includes('AuthnRequestsSigned="false" WantAssertionsSigned="false"'), xml);
    ok(!/KeyDescriptor|NameIDFormat|Signature>/.test(xml), xml);
    const alone = await generateServiceProviderMetadata({ issuer: options.issuer, callbackUrl: options.callbackUrl });
    ok(alone.includes(`entityID="${connection.sp.entityId}"`) && !alone.includes("SingleLogoutService"), alone);
    await refused(generateServiceProviderMetadata({ issuer: options.issuer }), TypeError);
    await refused(generateServiceProviderMetadata(), TypeError);
  },

  async "compat metadata: what cannot be said is refused"({ make, keys }) {
    const text = [{ "@xml:lang": "en", "#text": "x" }];
    for (const [options, certificates, sentence] of [
      [{ decryptionPvk: keys.sp }, [null], "decryptionCert is missing"],
      [{ privateKey: keys.sp }, [null, null], "publicCerts is missing"],
      [{ privateKey: keys.sp }, [null, []], "publicCerts is missing"],
      [{ signMetadata: true }, [], "needs options.privateKey"],
      [{ metadataContactPerson: [{ "@contactType": "support", EmailAddress: "x@example.com", SurName: "y" }] }, [], 'no setting "SurName"'],
      [{ metadataContactPerson: [{ "@contactType": "support", EmailAddress: [] }] }, [], "not one address"],
      [{ metadataOrganization: { OrganizationName: [...text, ...text], OrganizationURL: text } }, [], "OrganizationName is not one text in English"],
      [{ metadataOrganization: { OrganizationName: text, OrganizationURL: [{ "@xml:lang": "de", "#text": "x" }] } }, [], "OrganizationURL is not one text in English"],
      [{ metadataOrganization: { OrganizationName: text } }, [], "OrganizationURL is not one text in English"],
    ]) {
      const error = await refused(make(options).generateServiceProviderMetadata(...certificates), TypeError);
      ok(error.message.includes(sentence), `${sentence}: ${error.message}`);
    }
  },
};
