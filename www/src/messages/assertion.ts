// What an Assertion says, alone or in a Response (core 2.3.3).
import type { XmlElement } from "../xml-outline.js";
import { type Fact, fact, type Group, identifierIn, listed, nameIdFacts } from "./facts.js";
import { ASSERTION, contextWord } from "./names.js";
import type { Tree } from "./tree.js";

export interface Attribute {
  readonly name: string;
  readonly friendlyName: string | null;
  readonly values: readonly string[];
}

export interface AssertionSaid extends Group {
  readonly attributes: readonly Attribute[];
  /** Further ones, which are not in the list. */
  readonly attributesLeft: number;
}

export function readAssertion(tree: Tree, assertion: XmlElement): AssertionSaid {
  const attributes = tree.children(assertion, "AttributeStatement", ASSERTION).flatMap((statement) => tree.children(statement));
  return {
    title: "Assertion",
    of: assertion,
    facts: [...subjectFacts(tree, assertion), ...conditionFacts(tree, assertion), ...authnFacts(tree, assertion), ...fact("ID", tree.attribute(assertion, "ID"))],
    attributes: attributes.slice(0, MOST_ATTRIBUTES).map((attribute) => readAttribute(tree, attribute)),
    attributesLeft: Math.max(0, attributes.length - MOST_ATTRIBUTES),
  };
}

function subjectFacts(tree: Tree, assertion: XmlElement): Fact[] {
  const subject = tree.child(assertion, "Subject", ASSERTION);
  const issuer = tree.child(assertion, "Issuer", ASSERTION);
  const confirmations = tree.children(subject, "SubjectConfirmation", ASSERTION);
  return [
    ...fact("Issuer", tree.text(issuer), undefined, issuer),
    ...nameIdFacts(tree, identifierIn(tree, subject), "NameID"),
    ...listed(confirmations, "Confirmation", (confirmation) => {
      const data = tree.child(confirmation, "SubjectConfirmationData", ASSERTION);
      return [
        ...fact("Recipient", tree.attribute(data, "Recipient"), undefined, data),
        ...fact("Answers the request", tree.attribute(data, "InResponseTo"), "InResponseTo"),
        ...fact("Confirmed until before", tree.attribute(data, "NotOnOrAfter")),
      ];
    }),
  ];
}

function conditionFacts(tree: Tree, assertion: XmlElement): Fact[] {
  const conditions = tree.child(assertion, "Conditions", ASSERTION);
  const audiences = tree.children(conditions, "AudienceRestriction", ASSERTION).flatMap((restriction) => tree.children(restriction, "Audience", ASSERTION));
  return [
    ...listed(audiences, "Audience", (audience) => fact("Audience", tree.text(audience), undefined, audience)),
    ...fact("Issued", tree.attribute(assertion, "IssueInstant")),
    ...fact("Holds from", tree.attribute(conditions, "NotBefore")),
    ...fact("Holds until before", tree.attribute(conditions, "NotOnOrAfter")),
  ];
}

function authnFacts(tree: Tree, assertion: XmlElement): Fact[] {
  return listed(tree.children(assertion, "AuthnStatement", ASSERTION), "AuthnStatement", (statement) => {
    const context = tree.child(tree.child(statement, "AuthnContext", ASSERTION), "AuthnContextClassRef", ASSERTION);
    return [
      ...fact("Signed in at", tree.attribute(statement, "AuthnInstant"), undefined, statement),
      ...fact("Signed in by", tree.text(context), contextWord(tree.text(context)), context),
      ...fact("SessionIndex", tree.attribute(statement, "SessionIndex")),
      ...fact("Session ends", tree.attribute(statement, "SessionNotOnOrAfter")),
    ];
  });
}

function readAttribute(tree: Tree, attribute: XmlElement): Attribute {
  if (attribute.local !== "Attribute") return { name: attribute.local, friendlyName: null, values: ["(encrypted)"] };
  const values = tree.children(attribute, "AttributeValue", ASSERTION);
  const shown = values.slice(0, MOST_VALUES).map((value) => (tree.children(value).length === 0 ? (tree.text(value) ?? "") : (tree.text(tree.child(value, "NameID", ASSERTION)) ?? "(XML)")));
  return {
    name: tree.attribute(attribute, "Name") ?? "",
    friendlyName: tree.attribute(attribute, "FriendlyName"),
    values: values.length > MOST_VALUES ? [...shown, `(${(values.length - MOST_VALUES).toLocaleString("en")} more)`] : shown,
  };
}

const MOST_ATTRIBUTES = 200;
const MOST_VALUES = 50;
