// Hostile messages, answered by this package in WebAssembly.
import { SamlError, verifyLogin } from "saml-edge";

import { hostileMessages } from "../hostile/messages.mjs";
import { spread } from "../lib/statistics.mjs";
import { ACS, CERTIFICATE, encode, IDP, REQUEST, SP } from "../message.mjs";

const CONNECTION = { idp: { entityId: IDP, certificates: [CERTIFICATE] }, sp: { entityId: SP, acsUrl: ACS } };
const STORE = { put: async () => true, take: async () => true };

export async function measureHostile({ quick, progress }) {
  progress("hostile messages");
  const measured = [];
  for (const { class: of, name, xml, decrypt } of hostileMessages(new Date())) {
    const value = encode(xml);
    const options = { store: STORE, inResponseTo: REQUEST, ...(decrypt === undefined ? {} : { decrypt }) };
    const verify = () => verifyLogin(value, CONNECTION, options).then(() => "accepted", codeOf);
    const verdict = await verify();
    const times = [];
    for (let round = 0; round < (quick ? 3 : 7); round++) times.push(await cpuOf(verify));
    measured.push({ class: of, name, octets: Buffer.byteLength(xml), verdict, cpu: spread(times) });
  }
  return measured;
}

async function cpuOf(run) {
  const start = process.cpuUsage();
  for (let count = 0; count < 3; count++) await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / 3;
}

function codeOf(error) {
  if (error instanceof SamlError && error.code !== "ERR_INTERNAL") return error.code;
  throw error;
}
