// redisStore on a redis-server, through each kind of client.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";

import { Redis } from "ioredis";
import { createClient } from "redis";

import { equal, refused } from "../lib/check.mjs";
import { findOnPath, freePort, makeFolder, removeFolder, startServer } from "./server.mjs";

const HOST = "127.0.0.1";

export const redisBackends = (library) =>
  [
    ["node-redis", openNodeRedis],
    ["ioredis", openIoRedis],
    ["a function", openPlain],
  ].map(([name, connectTo]) => ({
    name: `redisStore through ${name}`,
    open: () => openRedis((client) => library.redisStore(client), connectTo),
    tests: connectTo === openPlain ? plainTests : {},
  }));

async function openRedis(storeOf, connectTo) {
  const command = process.env.REDIS_SERVER ?? findOnPath("redis-server");
  if (command === undefined || !existsSync(command)) return { missing: "there is no redis-server; REDIS_SERVER may name one" };
  const [folder, port] = [makeFolder(), await freePort()];
  const words = `--bind ${HOST} --port ${port} --appendonly no --maxmemory-policy noeviction --save`.split(" ");
  const server = await startServer(command, [...words, ""], { cwd: folder, isReady: () => openPlain(port).then(({ close }) => close()) });
  const clients = [];
  const close = async () => {
    for (const client of clients) await client.close();
    await server.kill();
    removeFolder(folder);
  };
  try {
    for (let count = 0; count < HANDLES; count++) clients.push(await connectTo(port));
  } catch (error) {
    await close();
    throw error;
  }
  return { handles: clients.map(({ client }) => storeOf(client)), client: clients[0].client, kill: () => server.kill(), close };
}

/** Set to give up at once: by default both clients wait for the server to come back. */
async function openNodeRedis(port) {
  const client = createClient({ socket: { host: HOST, port, reconnectStrategy: false }, disableOfflineQueue: true });
  client.on("error", () => {});
  await client.connect();
  return { client, close: () => client.isOpen && client.destroy() };
}

async function openIoRedis(port) {
  const client = new Redis({ host: HOST, port, lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null });
  client.on("error", () => {});
  await client.connect();
  return { client, close: () => client.disconnect() };
}

/** No client at all: what a function has to do, over a socket. */
async function openPlain(port) {
  const socket = connect(port, HOST).setEncoding("latin1");
  const waiting = [];
  let received = "";
  socket.on("data", (text) => {
    received += text;
    for (let reply = readReply(received); reply !== undefined; reply = readReply(received)) {
      received = received.slice(reply.length);
      waiting.shift()(reply);
    }
  });
  socket.on("error", () => {});
  socket.on("close", () => waiting.splice(0).forEach((settle) => settle({ error: "the connection was closed" })));
  await once(socket, "connect");
  const client = (command) =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(new Error("there is no connection"));
      waiting.push(({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error))));
      socket.write(`*${command.length}\r\n${command.map((word) => `$${word.length}\r\n${word}\r\n`).join("")}`);
    });
  return { client, close: () => socket.destroy() };
}

/** Simple strings, errors, integers, bulk strings and nil: all that these commands are answered with. */
function readReply(text) {
  const [line] = /^[^\r]*\r\n/.exec(text) ?? [];
  if (line === undefined) return undefined;
  const [kind, rest] = [line[0], line.slice(1, -2)];
  if (kind === "-") return { error: rest, length: line.length };
  if (kind !== "$") return { value: kind === ":" ? Number(rest) : rest, length: line.length };
  if (rest === "-1") return { value: null, length: line.length };
  const length = line.length + Number(rest) + 2;
  return text.length < length ? undefined : { value: text.slice(line.length, length - 2), length };
}

const plainTests = {
  async "a key carries the prefix, and Redis is told when it expires"({ handles, client }) {
    const expiresAt = Date.now() + 3_600_000;
    await handles[0].put("prefixed", expiresAt);
    equal(await client(["PTTL", "saml-edge:prefixed"]).then((left) => left > 3_500_000 && left <= 3_600_000), true, "time left");
    await handles[1].take("prefixed");
    equal(await client(["EXISTS", "saml-edge:prefixed"]), 0, "keys left");
  },

  async "a key that holds something else is an error"({ handles, client }) {
    await client(["LPUSH", "saml-edge:list", "1"]);
    await refused(handles[0].take("list"), Error);
    await client(["SET", "saml-edge:another", "2"]);
    await refused(handles[0].take("another"), TypeError);
  },
};

const HANDLES = 2;
