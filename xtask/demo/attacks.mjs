// Three classic attacks, made from the genuine message by editing its text, as an attacker would.

const ADMIN = "admin@example.com";

export function attacks(xml) {
  return [
    {
      name: "another user's name",
      story: "Mallory takes a genuine login and writes the administrator's name over the name in it.",
      xml: replaceNameId(xml, () => ADMIN),
    },
    {
      name: "signature wrapping",
      story: "Mallory leaves the signed assertion as it is, and puts one of her own in front of it.",
      xml: xml.replace(assertionOf(xml), (genuine) => forgedFrom(genuine) + genuine),
    },
    {
      name: "a comment inside the name",
      story: "Mallory's own, validly signed name gets a comment that makes careless readers stop in the middle.",
      xml: replaceNameId(xml, (name) => name.replace("@", "<!-- -->@")),
    },
  ];
}

const assertionOf = (xml) => find(xml, /<(\w+:)?Assertion[ >].*<\/(\w+:)?Assertion>/s);

const forgedFrom = (assertion) =>
  replaceNameId(assertion, () => ADMIN)
    .replace(/ ID="[^"]*"/, ' ID="_forged"')
    .replace(/<(\w+:)?Signature[ >].*<\/(\w+:)?Signature>/s, "");

function replaceNameId(xml, edit) {
  const element = find(xml, /<(\w+:)?NameID[ >].*?<\/(\w+:)?NameID>/s);
  return xml.replace(element, () => element.replace(/>([^<]*)</, (_, name) => `>${edit(name)}<`));
}

function find(xml, pattern) {
  const match = pattern.exec(xml);
  if (match === null) throw new Error(`the message has nothing like ${pattern}`);
  return match[0];
}
