// One connection to a SQLite file, and the store on it: one operation for each message.
import { parentPort, workerData } from "node:worker_threads";

import sqlite from "node-sqlite3-wasm";
import { sqlSchema, sqlStore } from "saml-edge/stores";

const database = new sqlite.Database(workerData);
database.exec("PRAGMA busy_timeout = 60000");
const operations = {
  ...sqlStore((sql, values) => database.all(sql, values), { dialect: "sqlite" }),
  create: async () => sqlSchema().forEach((statement) => database.exec(statement)),
};

parentPort.on("message", async ({ id, operation, values }) => {
  try {
    parentPort.postMessage({ id, answer: await operations[operation](...values) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
