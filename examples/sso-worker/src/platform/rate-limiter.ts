import { DurableObject } from "cloudflare:workers";

/** Counts what one address or one organisation asks for. In memory alone: whoever makes the object forget waits for it to start. */
export class RateLimiter extends DurableObject {
  #left = Infinity;
  #at = 0;

  /** Whether there may be one more, of at most `perMinute` at once and on average. */
  take(perMinute: number): boolean {
    const now = Date.now();
    this.#left = Math.min(perMinute, this.#left + ((now - this.#at) * perMinute) / 60_000);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
