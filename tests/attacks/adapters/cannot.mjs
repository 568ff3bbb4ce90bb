// Has no way to be asked.
export default {
  name: "cannot",
  version: "0",
  configuration: "none",
  serviceProvider: () => async () => Promise.reject(Object.assign(new Error("no such setting"), { unsupported: true })),
};
