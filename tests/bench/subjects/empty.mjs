// No subject but the ground that all stand on: a process or an isolate that answers and verifies nothing.
export default {
  does: () => true,
  prepare: async () => async () => true,
};
