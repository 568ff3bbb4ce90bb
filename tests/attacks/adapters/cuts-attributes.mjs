// Takes the first text of an attribute for all of it.
export default {
  name: "cuts-attributes",
  version: "0",
  configuration: "none",
  serviceProvider: () => async () => ({ nameId: "jane.doe@example.com", attributes: { email: ["jane.doe"] } }),
};
