export { testStore, type TestStoreOptions } from "./stores/contract.js";
export { memoryStore, type MemoryStoreOptions } from "./stores/memory.js";
export { redisStore, type RedisClient, type RedisStoreOptions, type SendRedisCommand } from "./stores/redis.js";
export {
  sqlSchema,
  sqlStore,
  type D1Client,
  type PostgresClient,
  type RunSql,
  type SqlDialect,
  type SqlRows,
  type SqlStore,
  type SqlStoreOptions,
} from "./stores/sql.js";
export type { OneTimeStore } from "./types.js";
