// Runs the reader of the box: here, or beside the page where a text may take long.
import { recognise, type Recognised } from "./recognise/index.js";

/** Set by the build: the page in one file has no file beside it to run. */
declare const IN_ONE_FILE: boolean;

const LONG = 1 << 20;

/** What is in the text. A second call gives the first one up, whose promise then never settles. */
export type TextReader = (text: string) => Promise<Recognised>;

/** One for each field that is read, so that none gives up what another one reads. */
export function textReader(): TextReader {
  let worker: Worker | null = null;
  return (text) => {
    worker?.terminate();
    worker = null;
    if (IN_ONE_FILE || text.length < LONG) return recognise(text);
    const beside = new Worker("recognise-worker.js");
    worker = beside;
    return new Promise((resolve, reject) => {
      beside.onmessage = ({ data }: MessageEvent<Recognised>) => {
        beside.terminate();
        resolve(data);
      };
      beside.onerror = () => reject(new Error("The text could not be read: the reader stopped."));
      beside.postMessage(text);
    });
  };
}

/** For the box. */
export const readText = textReader();
