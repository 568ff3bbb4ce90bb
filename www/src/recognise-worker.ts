import { recognise } from "./recognise/index.js";

addEventListener("message", ({ data }: MessageEvent<string>) => {
  void recognise(data).then((found) => postMessage(found));
});
