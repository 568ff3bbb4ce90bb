// AuthnRequest: who asks whom for a login, and how (core 3.4.1, profiles 4.1.4.1).
import type { Loaded } from "../loaded.js";
import { ASSERTION, HTTP_ARTIFACT, HTTP_POST, HTTP_REDIRECT, PROTOCOL, TRANSIENT, UNSPECIFIED_CONTEXT } from "../names.js";
import { attributeValue, childCalled, childNamed, childrenNamed, treeOf, trimmedText } from "../xml-tree.js";
import { type Fact, fact, identifierIn, listed, nameIdFacts } from "./facts.js";
import { asking, type Finding, given, signatureIn, type Subject } from "./finding.js";
import { protocolFacts, protocolFindings } from "./protocol.js";
import { signatureFacts, signingFindings } from "./signing.js";
import { bindingWord, comparisonWord, contextWord, FORMATS_OF_ENTRA, formatWord } from "./words.js";

export interface Said {
  readonly facts: readonly Fact[];
  readonly findings: readonly Finding[];
}

export function readAuthnRequest(loaded: Loaded): Said {
  const { root } = treeOf(loaded.outline);
  if (root === null) return { facts: [], findings: [] };
  const { connection } = loaded.question;
  const signature = signatureIn(root);
  const subject: Subject = {
    root,
    signature,
    isSigned: signature !== null || loaded.message.transport.signature !== null,
    loaded,
    sender: "sp-admin",
    expected: { issuer: given(connection?.sp.entityId), destination: given(connection?.idp.ssoUrl), destinationSetting: "Sign-in URL" },
  };
  return { facts: factsOf(subject), findings: findingsOf(subject) };
}

function factsOf(subject: Subject): Fact[] {
  const { root } = subject;
  const attribute = (name: string) => attributeValue(root, name);
  const binding = attribute("ProtocolBinding");
  return [
    ...fact("Who asks", trimmedText(childCalled(root, "Issuer")), "Issuer: the application", childCalled(root, "Issuer")),
    ...fact("Whom", attribute("Destination"), "Destination: the identity provider"),
    ...answerFacts(attribute("AssertionConsumerServiceURL"), attribute("AssertionConsumerServiceIndex")),
    ...fact("By", binding, bindingWord(binding)),
    ...policyFacts(subject),
    ...flag("ForceAuthn", attribute("ForceAuthn"), "the user has to sign in again, whatever session there is"),
    ...flag("IsPassive", attribute("IsPassive"), "the identity provider must show nothing to the user"),
    ...contextFacts(subject),
    ...nameIdFacts(identifierIn(childNamed(root, ASSERTION, "Subject")), "Subject"),
    ...scopingFacts(subject),
    ...fact("ProviderName", attribute("ProviderName"), "what the user may be shown"),
    ...fact("AttributeConsumingServiceIndex", attribute("AttributeConsumingServiceIndex"), "which attributes are wanted, by the application's metadata"),
    ...listed(childNamed(root, PROTOCOL, "Extensions")?.children ?? [], "Extensions", (extension) => [{ name: "Extension", value: extension.element.name.slice(0, 200), at: extension }]),
    ...signatureFacts(subject),
    ...protocolFacts(subject),
  ];
}

function answerFacts(url: string | null, index: string | null): Fact[] {
  if (url === null && index === null) return [{ name: "The answer goes to", meaning: "the default address in the application's metadata, as the identity provider has it" }];
  return [...fact("The answer goes to", url, "AssertionConsumerServiceURL"), ...fact("The answer goes to", index, "AssertionConsumerServiceIndex: the address with this number in the application's metadata")];
}

function policyFacts({ root }: Subject): Fact[] {
  const policy = childNamed(root, PROTOCOL, "NameIDPolicy");
  if (policy === null) return [];
  const format = attributeValue(policy, "Format");
  return [
    { name: "NameID wanted", ...(format === null ? { meaning: "no format is named" } : { value: format, meaning: formatWord(format) }), at: policy },
    ...fact("SPNameQualifier", attributeValue(policy, "SPNameQualifier"), "the name is wanted for this group of applications"),
    ...flag("AllowCreate", attributeValue(policy, "AllowCreate"), "a name may be made for the user, if there is none yet"),
  ];
}

function contextFacts({ root }: Subject): Fact[] {
  const wanted = childNamed(root, PROTOCOL, "RequestedAuthnContext");
  if (wanted === null) return [];
  const comparison = attributeValue(wanted, "Comparison") ?? "exact";
  const ways = wanted.children.filter(({ local }) => local === "AuthnContextClassRef" || local === "AuthnContextDeclRef");
  return [
    { name: "How to sign in", value: comparison, meaning: comparisonWord(comparison) ?? "no comparison that SAML has", at: wanted },
    ...listed(ways, "Way to sign in", (way) => fact("Way to sign in", trimmedText(way), contextWord(trimmedText(way)), way)),
  ];
}

function scopingFacts({ root }: Subject): Fact[] {
  const scoping = childNamed(root, PROTOCOL, "Scoping");
  if (scoping === null) return [];
  const entries = childrenNamed(childNamed(scoping, PROTOCOL, "IDPList"), PROTOCOL, "IDPEntry");
  return [
    ...fact("ProxyCount", attributeValue(scoping, "ProxyCount"), "how many identity providers may pass the request on", scoping),
    ...listed(entries, "May be asked", (entry) => fact("May be asked", attributeValue(entry, "ProviderID"), attributeValue(entry, "Name") ?? undefined, entry)),
    ...listed(childrenNamed(scoping, PROTOCOL, "RequesterID"), "On behalf of", (requester) => fact("On behalf of", trimmedText(requester), undefined, requester)),
  ];
}

const isTrue = (value: string | null) => value === "true" || value === "1";

const flag = (name: string, value: string | null, meaning: string): Fact[] => fact(name, value, isTrue(value) ? meaning : "not asked for");

function findingsOf(subject: Subject): Finding[] {
  return [...protocolFindings(subject), ...consumer(subject), binding(subject), ...aboutSubject(subject), ...policy(subject), ...context(subject), ...passive(subject), ...scoping(subject), ...signingFindings(subject, "may")];
}

function consumer({ root, loaded: { question } }: Subject): Finding[] {
  const [url, index, binding] = ["AssertionConsumerServiceURL", "AssertionConsumerServiceIndex", "ProtocolBinding"].map((name) => attributeValue(root, name)) as [string | null, string | null, string | null];
  const choice = asking("acs-choice", "The answer's address is named in one way", "core 3.4.1");
  if (index !== null && (url !== null || binding !== null)) return [choice.fail("AssertionConsumerServiceIndex excludes AssertionConsumerServiceURL and ProtocolBinding.", { actor: "sp-admin", hint: "Send the URL and the binding, and no index.", at: root })];
  if (index !== null) return [choice.pass(), asking("acs", "The answer goes to the application", "core 3.4.1").skip("It is named by its number in the application's metadata. Which address that is, the message does not say.", { found: index, at: root })];
  const { pass, fail, note, skip } = asking("acs", "The answer goes to the application", "core 3.4.1; profiles 4.1.4.1");
  const expected = given(question.connection?.sp.acsUrl);
  if (url === null) return [choice.pass(), note("No address is named. The identity provider answers to the one that it has for this application.", { at: root })];
  if (expected === null) return [choice.pass(), skip("Give the ACS URL in the connection to compare it.", { found: url, at: root })];
  if (url === expected) return [choice.pass(), pass()];
  return [choice.pass(), fail("AssertionConsumerServiceURL is another than the ACS URL of the connection. An identity provider that does not know the address refuses the request.", { expected, found: url, actor: "sp-admin", hint: "It has to be registered there exactly as it is sent.", at: root })];
}

function binding({ root }: Subject): Finding {
  const { pass, fail, note } = asking("binding", "The answer comes by HTTP-POST", "profiles 4.1.2, 4.1.4.1");
  const found = attributeValue(root, "ProtocolBinding");
  if (found === null || found === HTTP_POST) return pass();
  if (found === HTTP_ARTIFACT) return note("The answer is wanted by HTTP-Artifact. saml-edge takes it by HTTP-POST only.", { found, at: root });
  if (found === HTTP_REDIRECT) return fail("A login's answer must not come by HTTP-Redirect: it is too long for an address.", { expected: HTTP_POST, found, actor: "sp-admin", at: root });
  return note("The answer is wanted by a binding that this page does not know for logins in a browser.", { expected: HTTP_POST, found, at: root });
}

function aboutSubject({ root }: Subject): Finding[] {
  const subject = childNamed(root, ASSERTION, "Subject");
  if (subject === null) return [];
  const { fail, note } = asking("subject", "Who is to sign in", "profiles 4.1.4.1");
  const confirmation = childNamed(subject, ASSERTION, "SubjectConfirmation");
  if (confirmation !== null) return [fail("The Subject has a SubjectConfirmation, and must not.", { actor: "sp-admin", at: confirmation })];
  return [note("It names the user who is to sign in. Microsoft Entra refuses that (AADSTS900236).", { at: subject, hint: "Leave the Subject out for Entra." })];
}

function policy({ root }: Subject): Finding[] {
  const element = childNamed(root, PROTOCOL, "NameIDPolicy");
  if (element === null) return [];
  const { pass, note } = asking("name-id-policy", "Which NameID is wanted", "core 3.4.1.1");
  const format = attributeValue(element, "Format");
  const found: Finding[] = [];
  if (format !== null && !FORMATS_OF_ENTRA.includes(format)) found.push(note("Microsoft Entra answers this format with an error: it has persistent, emailAddress, unspecified and transient. Another identity provider answers InvalidNameIDPolicy where it does not have it.", { found: format, at: element }));
  if (format === TRANSIENT && attributeValue(element, "AllowCreate") !== null) found.push(note("AllowCreate means nothing for a transient name, and is to be left out (SAML errata E14).", { at: element }));
  return found.length === 0 ? [pass()] : found;
}

function context({ root }: Subject): Finding[] {
  const element = childNamed(root, PROTOCOL, "RequestedAuthnContext");
  if (element === null) return [];
  const { pass, note } = asking("authn-context", "Which way to sign in is wanted", "core 3.3.2.2.1");
  const shape = asking("authn-context-shape", "RequestedAuthnContext is as the schema has it", "core 3.3.2.2.1");
  const comparison = attributeValue(element, "Comparison") ?? "exact";
  const [classes, declarations] = ["AuthnContextClassRef", "AuthnContextDeclRef"].map((local) => childrenNamed(element, ASSERTION, local)) as [readonly unknown[], readonly unknown[]];
  if (comparisonWord(comparison) === undefined) return [shape.fail("Comparison is none that SAML has.", { expected: "exact, minimum, maximum or better", found: comparison, actor: "sp-admin", at: element })];
  if (classes.length > 0 && declarations.length > 0) return [shape.fail("It names classes and declarations, and may have only one kind.", { actor: "sp-admin", at: element })];
  if (classes.length + declarations.length === 0) return [shape.fail("It names no way to sign in.", { actor: "sp-admin", at: element })];
  const isOpen = childrenNamed(element, ASSERTION, "AuthnContextClassRef").slice(0, 100).some((way) => trimmedText(way) === UNSPECIFIED_CONTEXT);
  if (comparison !== "exact" || isOpen) return [shape.pass(), pass()];
  return [shape.pass(), note("The way to sign in has to be exactly one of these. Whoever has signed in otherwise, by Windows, a certificate or several factors, is refused: with NoAuthnContext, by Microsoft Entra with AADSTS75011.", { at: element, hint: "Leave RequestedAuthnContext out unless it is needed." })];
}

function passive({ root }: Subject): Finding[] {
  const { note } = asking("passive", "ForceAuthn with IsPassive", "core 3.4.1");
  const isBoth = isTrue(attributeValue(root, "ForceAuthn")) && isTrue(attributeValue(root, "IsPassive"));
  return isBoth ? [note("The user has to sign in again, and must be shown nothing. Most identity providers can only answer NoPassive.", { actor: "sp-admin", at: root })] : [];
}

function scoping({ root }: Subject): Finding[] {
  const element = childNamed(root, PROTOCOL, "Scoping");
  if (element === null) return [];
  const unsupported = attributeValue(element, "ProxyCount") !== null || childNamed(element, PROTOCOL, "RequesterID") !== null;
  const { pass, note } = asking("scoping", "Which identity providers may be asked", "core 3.4.1.2");
  return [unsupported ? note("It has a ProxyCount or a RequesterID, which Microsoft Entra does not support.", { at: element }) : pass()];
}
