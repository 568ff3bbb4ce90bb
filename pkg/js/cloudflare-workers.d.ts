/** As little of it as is used. What is shipped names the module alone, so that its users' own types of Workers apply. */
declare module "cloudflare:workers" {
  export abstract class DurableObject {
    protected ctx: {
      readonly storage: {
        readonly sql: {
          exec(statement: string, ...values: (string | number)[]): { toArray(): Record<string, string | number | null>[] };
        };
        getAlarm(): Promise<number | null>;
        setAlarm(time: number): Promise<void>;
      };
    };
  }
}
