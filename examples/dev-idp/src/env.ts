import type { DevIdpState } from "./state.js";

export interface Env {
  readonly STATE: DurableObjectNamespace<DevIdpState>;
  /** The one host, beyond this machine, that it answers on. */
  readonly DEV_IDP_HOST?: string;
  /** That of the people who are there at first. */
  readonly DEV_IDP_DOMAIN?: string;
}
