// What an Assertion says, alone or in a Response (core 2.3.3).
import { ASSERTION } from "../names.js";
import { attributeValue, childNamed, childrenNamed, type TreeNode, trimmedText } from "../xml-tree.js";
import { type Fact, fact, type Group, identifierIn, listed, nameIdFacts } from "./facts.js";
import { contextWord } from "./words.js";

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

export function readAssertion(assertion: TreeNode): AssertionSaid {
  const attributes = childrenNamed(assertion, ASSERTION, "AttributeStatement").flatMap((statement) => statement.children);
  return {
    title: "Assertion",
    of: assertion,
    facts: [...subjectFacts(assertion), ...conditionFacts(assertion), ...authnFacts(assertion), ...fact("ID", attributeValue(assertion, "ID"))],
    attributes: attributes.slice(0, MOST_ATTRIBUTES).map((attribute) => readAttribute(attribute)),
    attributesLeft: Math.max(0, attributes.length - MOST_ATTRIBUTES),
  };
}

function subjectFacts(assertion: TreeNode): Fact[] {
  const subject = childNamed(assertion, ASSERTION, "Subject");
  const issuer = childNamed(assertion, ASSERTION, "Issuer");
  const confirmations = childrenNamed(subject, ASSERTION, "SubjectConfirmation");
  return [
    ...fact("Issuer", trimmedText(issuer), undefined, issuer),
    ...nameIdFacts(identifierIn(subject), "NameID"),
    ...listed(confirmations, "Confirmation", (confirmation) => {
      const data = childNamed(confirmation, ASSERTION, "SubjectConfirmationData");
      return [
        ...fact("Recipient", attributeValue(data, "Recipient"), undefined, data),
        ...fact("Answers the request", attributeValue(data, "InResponseTo"), "InResponseTo"),
        ...fact("Confirmed until before", attributeValue(data, "NotOnOrAfter")),
      ];
    }),
  ];
}

function conditionFacts(assertion: TreeNode): Fact[] {
  const conditions = childNamed(assertion, ASSERTION, "Conditions");
  const audiences = childrenNamed(conditions, ASSERTION, "AudienceRestriction").flatMap((restriction) => childrenNamed(restriction, ASSERTION, "Audience"));
  return [
    ...listed(audiences, "Audience", (audience) => fact("Audience", trimmedText(audience), undefined, audience)),
    ...fact("Issued", attributeValue(assertion, "IssueInstant")),
    ...fact("Holds from", attributeValue(conditions, "NotBefore")),
    ...fact("Holds until before", attributeValue(conditions, "NotOnOrAfter")),
  ];
}

function authnFacts(assertion: TreeNode): Fact[] {
  return listed(childrenNamed(assertion, ASSERTION, "AuthnStatement"), "AuthnStatement", (statement) => {
    const context = childNamed(childNamed(statement, ASSERTION, "AuthnContext"), ASSERTION, "AuthnContextClassRef");
    return [
      ...fact("Signed in at", attributeValue(statement, "AuthnInstant"), undefined, statement),
      ...fact("Signed in by", trimmedText(context), contextWord(trimmedText(context)), context),
      ...fact("SessionIndex", attributeValue(statement, "SessionIndex")),
      ...fact("Session ends", attributeValue(statement, "SessionNotOnOrAfter")),
    ];
  });
}

function readAttribute(attribute: TreeNode): Attribute {
  if (attribute.local !== "Attribute") return { name: attribute.local, friendlyName: null, values: ["(encrypted)"] };
  const values = childrenNamed(attribute, ASSERTION, "AttributeValue");
  const shown = values.slice(0, MOST_VALUES).map((value) => (value.children.length === 0 ? (trimmedText(value) ?? "") : (trimmedText(childNamed(value, ASSERTION, "NameID")) ?? "(XML)")));
  return {
    name: attributeValue(attribute, "Name") ?? "",
    friendlyName: attributeValue(attribute, "FriendlyName"),
    values: values.length > MOST_VALUES ? [...shown, `(${(values.length - MOST_VALUES).toLocaleString("en")} more)`] : shown,
  };
}

const MOST_ATTRIBUTES = 200;
const MOST_VALUES = 50;
