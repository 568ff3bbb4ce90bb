// Lies: everything is a login of the user whom most messages name.
export default {
  name: "accepts-as-jane",
  version: "0",
  configuration: "none",
  serviceProvider: () => async () => ({ nameId: "jane.doe@example.com" }),
};
