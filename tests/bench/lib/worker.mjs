// A worker as small as one can be that verifies logins: the one that is uploaded and the one that is measured.
import { judge } from "./verdicts.mjs";

export function workerOf(subject) {
  const prepared = new Map();
  return {
    async fetch(request) {
      const { order, message, runs } = await request.json();
      if (order === "judge") {
        const { verify, ...reason } = await judge(subject, message);
        return Response.json(verify === undefined ? reason : null);
      }
      if (!prepared.has(message.id)) prepared.set(message.id, await subject.prepare(message.settings));
      const verify = prepared.get(message.id);
      let answer;
      for (let count = 0; count < runs; count++) answer = await verify(message.good);
      return Response.json({ answer });
    },
  };
}
