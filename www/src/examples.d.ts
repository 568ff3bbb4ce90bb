/** Made of tests/vectors by the build. */
declare module "examples" {
  export interface Example {
    readonly title: string;
    /** What reaches the box. */
    readonly value: string;
    readonly connection: import("./library.js").Connection;
    readonly inResponseTo: string | null;
    /** ISO 8601. */
    readonly now: string;
    readonly decrypt: string | null;
  }
  const examples: readonly Example[];
  export default examples;
}
