// Globals that lie, for the length of one test: the clock, timers, and what counts rejections that nobody handles.

/** `work` is done while `Date.now` is `clock`, which is given the true one. */
export async function withClock(clock, work) {
  const { now } = Date;
  const real = () => now.call(Date);
  Date.now = () => clock(real);
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}

/** `work` is done while whoever waits long waits 20 milliseconds. It is given the times that were asked for. */
export async function withHaste(work) {
  const { setTimeout } = globalThis;
  const waits = [];
  globalThis.setTimeout = (callback, milliseconds, ...more) => {
    if (milliseconds >= 1000) waits.push(milliseconds);
    return setTimeout(callback, Math.min(milliseconds, 20), ...more);
  };
  try {
    return await work(waits);
  } finally {
    globalThis.setTimeout = setTimeout;
  }
}

/** How many rejections nobody handled while `work` was done, and for a while after it; -1 where the runtime does not say. */
export async function unhandledIn(work) {
  let count = 0;
  const onRejection = (event) => {
    count += 1;
    event?.preventDefault?.();
  };
  const { process } = globalThis;
  const stop = typeof process?.on === "function" ? onProcess(process, onRejection) : onTarget(onRejection);
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return stop === undefined ? -1 : count;
  } finally {
    stop?.();
  }
}

function onProcess(process, listener) {
  process.on("unhandledRejection", listener);
  return () => process.off("unhandledRejection", listener);
}

function onTarget(listener) {
  if (typeof globalThis.addEventListener !== "function") return undefined;
  globalThis.addEventListener("unhandledrejection", listener);
  return () => globalThis.removeEventListener("unhandledrejection", listener);
}
