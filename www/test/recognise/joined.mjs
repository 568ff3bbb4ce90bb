// Messages in lines that something was put around: mail, source text, logs.
import { equal } from "../../../tests/js/lib/check.mjs";
import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { form } from "../lib/samples.mjs";

const read = async ({ recognise }, text) => only(await recognise(text));
const linesOf = (value, width = 76) => value.match(new RegExp(`.{1,${width}}`, "g"));

/** RFC 2045, 6.7, as mail programs write it. */
function quotedPrintable(text) {
  const escaped = [...Buffer.from(text, "utf8")].map((octet) => (octet === 10 ? "\n" : octet === 61 || octet > 126 || octet === 13 ? `=${octet.toString(16).toUpperCase().padStart(2, "0")}` : String.fromCharCode(octet)));
  let [out, line] = ["", ""];
  for (const piece of escaped) {
    if (piece === "\n") {
      out += `${line}\n`;
      line = "";
      continue;
    }
    if (line.length + piece.length > 75) {
      out += `${line}=\n`;
      line = "";
    }
    line += piece;
  }
  return out + line;
}

export const joinedTests = {
  async "joined/base64 as mail quotes it"(context) {
    for (const mark of ["> ", ">", ">> ", "> > ", "| ", "|", "  > "]) {
      for (const end of ["\n", "\r\n"]) {
        const message = await read(context, linesOf(context.value).map((line) => `${mark}${line}`).join(end));
        equal(xmlOf(message), context.response, JSON.stringify(mark));
        equal(message.steps[0], `\`${mark.trim()}\` at the beginning of ${linesOf(context.value).length} lines left out`, "step");
        problemsAre(message);
      }
    }
  },

  async "joined/a quoted value between words of a mail"(context) {
    const message = await read(context, `Hello,\nthis is what we get:\n\n> On Monday somebody wrote:\n> SAMLResponse:\n${linesOf(context.value).map((line) => `> ${line}`).join("\n")}\n>\n> Regards\n\nThank you`);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "POST", from: "log", parameter: "SAMLResponse" });
    problemsAre(message);
  },

  async "joined/why it is no bare value is not said where a message was found"(context) {
    for (const text of [`Hi\n${linesOf(context.value).join("\n")}`, `"${linesOf(context.value).join('" +\n"')}"`]) {
      const result = await context.recognise(text);
      equal(xmlOf(only(result)), context.response, text.slice(0, 20));
      equal(result.notes, ["Text with 1 message in it."], "notes");
    }
  },

  async "joined/quoted XML, and a quoted form"(context) {
    const xml = context.metadata.replace(" xmlns", "\n  xmlns");
    const message = await read(context, xml.split("\n").map((line) => `> ${line}`).join("\n"));
    equal(xmlOf(message), xml, "xml");
    const body = form({ SAMLResponse: context.value, RelayState: "r" });
    transportIs(await read(context, linesOf(body).map((line) => `> ${line}`).join("\n")), { how: "POST", relayState: "r" });
  },

  async "joined/a single line with a mark is not quoted, and stays as it is"(context) {
    const xml = context.metadata.replace(" xmlns", "\n  xmlns").replace("/>", "\n/\n>\n").replace("/\n>", "/>");
    equal(xmlOf(await read(context, `a log\n${xml}`)).includes("entityID"), true, "xml");
  },

  async "joined/indented under a name"(context) {
    for (const text of [`SAMLResponse: |\n${linesOf(context.value).map((line) => `    ${line}`).join("\n")}\nother: 1`, `  SAMLResponse:\n\t${linesOf(context.value).join("\n\t")}\n`, `It is\n\n    ${linesOf(context.value, 64).join("\n    ")}\n\nas I said.`]) {
      const message = await read(context, text);
      equal(xmlOf(message), context.response, text.slice(0, 20));
      problemsAre(message);
    }
  },

  async "joined/lines in quotes, as programs write long strings"(context) {
    for (const [begin, before, after, end] of [["const value = ", "\n  \"", '" +', '";'], ["value = (", "\n    '", "'", "')"], ["$value = ", '\n"', '" .', '";'], ["x = ", '\n"', '",', '"]'], ["VALUE=", "\n'", "'\\", "'"]]) {
      const lines = linesOf(context.value).map((line) => `${before}${line}${after}`).join("");
      const message = await read(context, `${begin}${lines.slice(0, -after.length)}${end}\n`);
      equal(xmlOf(message), context.response, begin);
      equal(message.steps.some((step) => step.endsWith("left out")), true, message.steps.join(", "));
      problemsAre(message);
    }
  },

  async "joined/line breaks that a program wrote as \\n"(context) {
    for (const end of ["\\n", "\\r\\n", "&#13;\n", "&#xD;\n"]) {
      const message = await read(context, `level=debug msg="got ${linesOf(context.value).join(end)}" ok`);
      equal(xmlOf(message), context.response, end);
      problemsAre(message);
    }
  },

  async "joined/a value over the lines of a log, each with its own beginning"(context) {
    const stamp = (at) => `2026-11-24 10:00:${String(at % 60).padStart(2, "0")}.${at} DEBUG [worker-${at % 4}] saml - `;
    for (const first of ["", "SAMLResponse=", "SAMLResponse: ", "got "]) {
      const lines = linesOf(context.value, 100).map((line, at) => `${stamp(at)}${at === 0 ? first : ""}${line}`);
      const message = await read(context, `${stamp(0)}begin\n${lines.join("\n")}\n${stamp(9)}end of it\n`);
      equal(xmlOf(message), context.response, first);
      problemsAre(message);
      equal(message.steps.includes(`the beginnings of ${lines.length - 1} lines left out`), true, message.steps.join(", "));
    }
  },

  async "joined/lines of a log that are about something else are not joined"(context) {
    const result = await context.recognise(`10:00:00 saml ${context.value}\n10:00:00 saml ${context.value}\n10:00:01 saml ok`);
    equal(result.messages.map(({ kind, xml }) => [kind, xml.length]), Array(2).fill(["Response", Buffer.byteLength(context.response)]), "two");
  },

  async "joined/a value that somebody cut says so"(context) {
    for (const mark of ["...", "…", " [truncated]", "[...]"]) {
      const message = await read(context, `saml: ${context.value.slice(0, 400)}${mark} (4242 bytes)`);
      equal(message.problems.some(({ text }) => text.includes("was cut off there by whatever wrote it")), true, mark);
    }
    const message = await read(context, `${context.value.slice(0, 400)}...`);
    equal(message.problems.some(({ text }) => text.includes("was cut off there by whatever wrote it")), true, "alone");
  },

  async "joined/quoted-printable, as mail carries it"(context) {
    for (const text of [context.response, context.value, `SAMLResponse=${encodeURIComponent(context.value)}`, linesOf(context.value).join("\n"), `Hello,\nhere it is:\n${context.value}\nRegards`, context.metadata]) {
      for (const encoded of [quotedPrintable(text), quotedPrintable(text).replaceAll("\n", "\r\n"), `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(text)}`]) {
        const message = await read(context, encoded);
        equal(["Response", "EntityDescriptor"].includes(message.kind), true, message.kind);
        // Between other text, XML begins with its root.
        equal((message.kind === "Response" ? context.response : context.metadata).endsWith(xmlOf(message).replaceAll("\r\n", "\n")), true, text.slice(0, 20));
        equal(message.steps.includes("quoted-printable"), true, message.steps.join(", "));
        problemsAre(message);
      }
    }
  },

  async "joined/quoted-printable letters beyond ASCII"(context) {
    const xml = context.metadata.replace("/>", "><!-- Zoë €, and a long comment so that the line is longer than the lines of mail may be --></md:EntityDescriptor>");
    equal(xmlOf(await read(context, quotedPrintable(xml))), xml, "xml");
  },

  async "joined/what only looks like quoted-printable"(context) {
    const body = form({ SAMLResponse: context.value, RelayState: "a=3Db" });
    transportIs(await read(context, body.replace("%3D", "=").replace("3Db", "3Db")), { relayState: "a=3Db" });
    const xml = context.metadata.replace("/>", `><a xmlns="x" b="https://x.example/?c=3D1">aGVsbG8=\n</a></md:EntityDescriptor>`);
    equal(xmlOf(await read(context, xml)), xml, "xml");
    notesSay(await context.recognise("a=3D\nb=\n"), "Nothing in it looks like a SAML message.");
  },

  async "fetch/as Chrome and Firefox copy it"(context) {
    const url = "https://sp.example.com/saml/acs";
    const body = form({ SAMLResponse: context.value, RelayState: "it's \"r\"" });
    const options = { headers: { accept: "*/*", "content-type": "application/x-www-form-urlencoded" }, referrer: "https://idp.example.com/", body, method: "POST", mode: "cors", credentials: "include" };
    for (const text of [`fetch("${url}", ${JSON.stringify(options, null, 2)});`, `await fetch("${url}", ${JSON.stringify(options, null, 4)});`, `fetch("${url}", ${JSON.stringify(options)})`, `fetch("https://other.example/", {\n  "body": null,\n  "method": "GET"\n}); ;\nfetch("${url}", ${JSON.stringify(options, null, 2)});`]) {
      const result = await context.recognise(text);
      const message = only(result);
      equal(xmlOf(message), context.response, text.slice(0, 20));
      transportIs(message, { how: "POST", from: "fetch", url, method: "POST", relayState: "it's \"r\"", parameter: "SAMLResponse" });
      stepsAre(message, "JavaScript string", "URL encoding", "base64");
      problemsAre(message);
    }
  },

  async "fetch/an address by itself, and with a signed query"(context) {
    const url = `https://sp.example.com/saml/slo?${context.redirect}`;
    for (const text of [`fetch("${url}")`, `fetch("${url}", {\n  "headers": {},\n  "body": null,\n  "method": "GET"\n});`]) {
      const result = await context.recognise(text);
      transportIs(only(result), { how: "Redirect", from: "fetch", method: "GET", url, relayState: "r/1 +" });
      notesSay(result, "A request as JavaScript (fetch).");
    }
  },

  async "fetch/options that are no JSON are read as any text"(context) {
    const result = await context.recognise(`fetch('https://sp.example.com/acs', { method: 'POST', body: 'SAMLResponse=${encodeURIComponent(context.value)}' })`);
    equal(xmlOf(only(result)), context.response, "xml");
  },
};
