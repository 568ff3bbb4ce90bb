// Lets nobody in.
export default {
  name: "refuses",
  version: "0",
  configuration: "none",
  serviceProvider: () => async () => Promise.reject(new Error("always")),
};
