export { testStore } from "./stores/contract.js";
export { memoryStore, type MemoryStoreOptions } from "./stores/memory.js";
export type { OneTimeStore } from "./types.js";
