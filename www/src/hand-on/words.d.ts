// More of what the build of the package writes without types.
declare module "*/pkg/dist/words.js" {
  export const NEAR_MISSES: typeof import("../../../pkg/js/words.js").NEAR_MISSES;
}
