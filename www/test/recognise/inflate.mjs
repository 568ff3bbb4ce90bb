// Raw DEFLATE against zlib's.
import { constants, deflateRawSync } from "node:zlib";

import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { base64 } from "../lib/samples.mjs";
import { numbers } from "../lib/numbers.mjs";

export const inflateTests = {
  "inflate/what zlib compresses, by every strategy and level"({ inflate, response }) {
    const next = numbers(1);
    const noise = Buffer.from({ length: 5000 }, () => 0).map(() => next(256));
    for (const plain of [Buffer.alloc(0), Buffer.from("a"), Buffer.from(response), Buffer.from(response.repeat(40)), noise, Buffer.alloc(300_000, "ab")]) {
      for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FILTERED]) {
        for (const level of [0, 1, 6, 9]) {
          const packed = deflateRawSync(plain, { level, strategy });
          const { octets, end, fault } = inflate(Buffer.concat([packed, Buffer.from("xyz")]), 1 << 20);
          equal([base64(octets) === base64(plain), end, fault], [true, packed.length, null], `${plain.length} octets, ${strategy}, ${level}`);
        }
      }
    }
  },

  "inflate/cut anywhere, it gives a beginning and a fault"({ inflate, metadata }) {
    const packed = deflateRawSync(metadata);
    for (let length = 0; length < packed.length; length++) {
      const { octets, fault } = inflate(packed.subarray(0, length), 1 << 20);
      ok(metadata.startsWith(Buffer.from(octets).toString()), `${length} octets`);
      equal(fault, "it is cut off", `${length} octets`);
    }
  },

  "inflate/the limit is exact"({ inflate }) {
    const packed = deflateRawSync(Buffer.alloc(100_000));
    equal(inflate(packed, 100_000).octets.length, 100_000, "octets");
    equal(inflate(packed, 99_999), null, "one less");
  },

  "inflate/codes that contradict each other, and distances before the beginning"({ inflate }) {
    for (const octets of [[0x07], [0x01, 1, 0, 0, 0], [0xed, 0xfd, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0x03, 0x02, 0x00, 0xff]]) ok(inflate(Uint8Array.from(octets), 1000).fault !== null, octets.join(" "));
    const next = numbers(2);
    for (let round = 0; round < 5000; round++) inflate(Uint8Array.from({ length: 40 }, () => next(256)), 100_000);
  },
};
