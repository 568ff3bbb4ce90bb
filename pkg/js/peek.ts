import { ask } from "./ask.js";
import { peek as peekInCore } from "./glue.js";
import { readInput } from "./input.js";
import { MAX_BYTES_CEILING } from "./settings.js";
import type { Input, Peek } from "./types.js";

/**
 * What an unverified message says about itself, to find the connection where one ACS serves many. Look it up by keys of your own
 * and then call `verifyLogin`: never take it for an identity. A Request is used up by it; read its form first and pass that to both.
 */
export async function peek(input: Input): Promise<Peek> {
  const { octets, kind } = await readInput(input, MAX_BYTES_CEILING);
  return ask<Peek>(() => peekInCore(octets, kind));
}
