/** Whether this is tamper/name-id: the user is not the one of the good message. */
export const isTampered = ({ samlResponse }) => !Buffer.from(samlResponse, "base64").toString("utf8").includes(">jane.doe@example.com</saml2:NameID>");
