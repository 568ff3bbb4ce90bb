// Written by the build from the core's own lists: what people read, by the numbers that the core answers with.

export declare const WORDINGS: readonly Wording[];

/** In `message` and `hint` are blanks: `{expected}`, `{found}`, `{0}`, `{1}` and `{2}`. */
export type Wording = readonly [
  name: string,
  code: import("./types.js").SamlErrorCode,
  actor: import("./types.js").Refusal["actor"],
  expected: string | null,
  message: string,
  hint: string,
];

/** About settings that cannot work, by number; blanks are `{}`. */
export declare const SENTENCES: readonly string[];

export declare const NEAR_MISSES: readonly string[];

/** By the id of the rule. */
export declare const RULES: Readonly<Record<string, readonly [title: string, spec: string]>>;
