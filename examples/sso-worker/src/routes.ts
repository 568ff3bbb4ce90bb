import type { Context, OwnContext } from "./http/context.js";
import { auditPage } from "./console/audit.js";
import { addDomain, chooseProfile, domainsPage, enforceDomain, relaxDomain, releaseDomain, verifyDomain } from "./console/domains.js";
import { healthPage } from "./console/health.js";
import { homePage } from "./console/home.js";
import { addCertificate, enterIdp, enterMetadata, removeCertificate } from "./console/idp.js";
import { addPerson, changeRole, forgetName, peoplePage, removePerson, renewKey } from "./console/people.js";
import { createProfile, guidePage, profilePage, profilesPage, removeProfile, renameProfile } from "./console/profiles.js";
import { rulesPage, setRules } from "./console/rules.js";
import { setUp, setupPage } from "./console/setup.js";
import { startTest, testPage } from "./console/test.js";
import { assertionConsumerService } from "./sign-in/acs.js";
import { keyPage, loginPage, loginWithKey, startLogin } from "./sign-in/login.js";
import { signedOutPage, signOut, singleLogoutService } from "./sign-in/logout.js";
import { certificateFile, metadataFile } from "./sign-in/metadata.js";

/** Who may come in: `idp` are messages of IdPs, which come from another site and prove themselves; every other form carries our token. */
export type Route = { readonly method: "GET" | "POST"; readonly path: string } & (
  | { readonly access: "anyone" | "idp"; readonly answer: (context: Context) => Promise<Response> }
  | { readonly access: "person" | "administrator"; readonly answer: (context: OwnContext) => Promise<Response> }
);

export const ROUTES: readonly Route[] = [
  { method: "GET", path: "/", access: "anyone", answer: homePage },
  { method: "GET", path: "/setup/:token", access: "anyone", answer: (context) => setupPage(context) },
  { method: "POST", path: "/setup/:token", access: "anyone", answer: setUp },
  { method: "GET", path: "/login", access: "anyone", answer: loginPage },
  { method: "POST", path: "/login", access: "anyone", answer: startLogin },
  { method: "GET", path: "/login/key", access: "anyone", answer: keyPage },
  { method: "POST", path: "/login/key", access: "anyone", answer: loginWithKey },
  { method: "POST", path: "/logout", access: "person", answer: signOut },
  { method: "GET", path: "/signed-out", access: "anyone", answer: signedOutPage },
  { method: "POST", path: "/saml/acs/:connection", access: "idp", answer: assertionConsumerService },
  { method: "GET", path: "/saml/slo/:connection", access: "idp", answer: singleLogoutService },
  { method: "POST", path: "/saml/slo/:connection", access: "idp", answer: singleLogoutService },
  { method: "GET", path: "/saml/metadata/:connection", access: "anyone", answer: metadataFile },
  { method: "GET", path: "/saml/certificate", access: "anyone", answer: certificateFile },
  { method: "GET", path: "/console/profiles", access: "administrator", answer: profilesPage },
  { method: "POST", path: "/console/profiles", access: "administrator", answer: createProfile },
  { method: "GET", path: "/console/profiles/:profile", access: "administrator", answer: (context) => profilePage(context) },
  { method: "POST", path: "/console/profiles/:profile/name", access: "administrator", answer: renameProfile },
  { method: "POST", path: "/console/profiles/:profile/remove", access: "administrator", answer: removeProfile },
  { method: "POST", path: "/console/profiles/:profile/idp", access: "administrator", answer: enterIdp },
  { method: "POST", path: "/console/profiles/:profile/metadata", access: "administrator", answer: enterMetadata },
  { method: "POST", path: "/console/profiles/:profile/certificates", access: "administrator", answer: addCertificate },
  { method: "POST", path: "/console/profiles/:profile/certificates/remove", access: "administrator", answer: removeCertificate },
  { method: "GET", path: "/console/profiles/:profile/rules", access: "administrator", answer: (context) => rulesPage(context) },
  { method: "POST", path: "/console/profiles/:profile/rules", access: "administrator", answer: setRules },
  { method: "POST", path: "/console/profiles/:profile/test", access: "administrator", answer: startTest },
  { method: "GET", path: "/console/profiles/:profile/tests/:test", access: "administrator", answer: testPage },
  { method: "GET", path: "/console/profiles/:profile/guide/:product", access: "administrator", answer: guidePage },
  { method: "GET", path: "/console/domains", access: "administrator", answer: (context) => domainsPage(context) },
  { method: "POST", path: "/console/domains", access: "administrator", answer: addDomain },
  { method: "POST", path: "/console/domains/:domain/verify", access: "administrator", answer: verifyDomain },
  { method: "POST", path: "/console/domains/:domain/profile", access: "administrator", answer: chooseProfile },
  { method: "POST", path: "/console/domains/:domain/enforce", access: "administrator", answer: enforceDomain },
  { method: "POST", path: "/console/domains/:domain/relax", access: "administrator", answer: relaxDomain },
  { method: "POST", path: "/console/domains/:domain/release", access: "administrator", answer: releaseDomain },
  { method: "GET", path: "/console/people", access: "administrator", answer: (context) => peoplePage(context) },
  { method: "POST", path: "/console/people", access: "administrator", answer: addPerson },
  { method: "POST", path: "/console/people/:person/key", access: "administrator", answer: renewKey },
  { method: "POST", path: "/console/people/:person/forget", access: "administrator", answer: forgetName },
  { method: "POST", path: "/console/people/:person/role", access: "administrator", answer: changeRole },
  { method: "POST", path: "/console/people/:person/remove", access: "administrator", answer: removePerson },
  { method: "GET", path: "/console/health", access: "administrator", answer: healthPage },
  { method: "GET", path: "/console/audit", access: "administrator", answer: auditPage },
];

/** The parts of `pathname` that `path` names; `null` where it is another path. */
export function matched(path: string, pathname: string): Record<string, string> | null {
  const [names, parts] = [path.split("/"), pathname.split("/")];
  if (names.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [position, name] of names.entries()) {
    const part = parts[position] ?? "";
    if (!name.startsWith(":")) {
      if (name !== part) return null;
    } else if (part === "") {
      return null;
    } else {
      params[name.slice(1)] = part;
    }
  }
  return params;
}
