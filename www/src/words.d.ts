// The types of what the build of the package writes without them.
declare module "*/pkg/dist/words.js" {
  export const WORDINGS: typeof import("../../pkg/js/words.js").WORDINGS;
  export const RULES: typeof import("../../pkg/js/words.js").RULES;
  export const NEAR_MISSES: typeof import("../../pkg/js/words.js").NEAR_MISSES;
}
