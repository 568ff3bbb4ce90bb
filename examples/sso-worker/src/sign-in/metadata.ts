// What an IdP can read of us by itself.
import { spMetadata } from "saml-edge";
import { profileByConnectionId } from "../directory/profiles.js";
import type { Context } from "../http/context.js";
import { notFound } from "../console/not-found.js";
import { serviceProviderOf, signsRequests } from "./connection.js";

export async function metadataFile(context: Context): Promise<Response> {
  const { env, settings, params } = context;
  const profile = await profileByConnectionId(env.DB, params["connection"] ?? "");
  if (profile === null) return notFound(context);
  const { certificate, nextCertificate } = settings;
  const certificates = nextCertificate === undefined ? [certificate] : [nextCertificate, certificate];
  const xml = await spMetadata(serviceProviderOf(settings, profile.connectionId), {
    signingCertificates: certificates,
    encryptionCertificates: certificates,
    authnRequestsSigned: signsRequests(profile),
    nameIdFormats: ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"],
  });
  return file(xml, "application/samlmetadata+xml", `${profile.connectionId}.xml`);
}

export const certificateFile = async ({ settings }: Context): Promise<Response> => file(settings.certificate.endsWith("\n") ? settings.certificate : `${settings.certificate}\n`, "application/x-pem-file", "sso-console.cer");

const file = (text: string, type: string, name: string): Response =>
  new Response(text, {
    headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"`, "cache-control": "no-cache" },
  });
