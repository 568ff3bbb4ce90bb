// One vector, judged by the code that judges it in every other runtime; and what was found, in words.
import { judgeVector } from "../../../tests/js/lib/judge.mjs";
import { explain } from "../../../pkg/dist/entries/inlined-debug.js";
import { memoryStore, requestKey, SamlError, verifyLogin, verifyLogout } from "../../../pkg/dist/entries/inlined.js";
import type { Vector } from "./unpack.js";

/** As much of the package as the vectors ask for. */
export interface Library {
  readonly memoryStore: typeof memoryStore;
  readonly requestKey: typeof requestKey;
  readonly SamlError: typeof SamlError;
  readonly verifyLogin: typeof verifyLogin;
  readonly verifyLogout: typeof verifyLogout;
  readonly explain: typeof explain;
}

export const shipped: Library = { memoryStore, requestKey, SamlError, verifyLogin, verifyLogout, explain };

export interface Verdict {
  readonly name: string;
  /** `none`: the package gave no answer about the message. */
  readonly answer: "accepted" | "refused" | "none";
  /** Both in words. */
  readonly expected: string;
  readonly found: string;
  /** `null` where everything is as the vector demands: answer, rule, code, place, sentences, what was read, and that `explain` agrees. */
  readonly difference: string | null;
}

export async function verdictOn(vector: Vector, library: Library): Promise<Verdict> {
  const watched = watch(library);
  const difference = await judgeVector(watched.library, vector).then(() => null, sentenceOf);
  return { name: vector.name, expected: demandOf(vector), ...watched.last(), difference };
}

type Answer = Pick<Verdict, "answer" | "found">;

/** The judge says what differs; what the package answered last is noted on the way. */
function watch(library: Library): { library: Library; last: () => Answer } {
  let last = NONE;
  const noted = async <Value>(asked: Promise<Value>): Promise<Value> => {
    last = NONE;
    try {
      const value = await asked;
      last = { answer: "accepted", found: "accepted" };
      return value;
    } catch (error) {
      if (error instanceof library.SamlError) last = { answer: "refused", found: refusal(error.rule, error.code, placeOf(error)) };
      throw error;
    }
  };
  const watched: Library = {
    ...library,
    verifyLogin: (input, connection, options) => noted(library.verifyLogin(input, connection, options)),
    verifyLogout: ((...given: Parameters<typeof verifyLogout>) => noted(library.verifyLogout(...given))) as typeof verifyLogout,
  };
  return { library: watched, last: () => last };
}

const demandOf = ({ expect, rule, code, at }: Vector) => (expect === "accept" ? "accepted" : refusal(rule, code, at));

const refusal = (rule = "any rule", code = "any code", place = "no place") => `refused: ${rule}, ${code}, at ${place}`;

const placeOf = ({ position }: SamlError) => position && `${position.line}:${position.column}`;

/** A browser that lacks something throws errors of other classes: their name tells them from a difference. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === "Error" ? error.message : `It could not be run. ${error.name}: ${error.message}`;
}

const NONE: Answer = { answer: "none", found: "no answer" };
