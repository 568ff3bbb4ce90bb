// Requests as commands, in the quoting of the shells.
import { equal } from "../../../tests/js/lib/check.mjs";
import { notesSay, only, problemsAre, stepsAre, transportIs, xmlOf } from "../lib/expect.mjs";
import { base64, form, query } from "../lib/samples.mjs";

const read = async ({ recognise }, text) => only(await recognise(text));
const ACS = "https://sp.example.com/saml/acs?a=1&b=%41";
const SLO = "https://sp.example.com/saml/slo";

/** A body with everything in it that shells take for theirs. */
const bodyOf = ({ value }) => form({ SAMLResponse: value, RelayState: `it's "here" & 100% ^ \\ ! $HOME \`x\` ä` });
const STATE = `it's "here" & 100% ^ \\ ! $HOME \`x\` ä`;

// How browsers quote, written from what they copy.
const ansiC = (text) => `$'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n").replaceAll("!", "\\u0021")}'`;
const caret = (text) => `^"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, "^$&").replace(/%(?=[a-zA-Z0-9_])/g, "%^").replace(/\r?\n/g, "^\n\n")}^"`;
const chromeBash = (url, body, quote = (text) => `'${text}'`) => `curl '${url}' \\\n  -H 'accept: text/html,*/*;q=0.8' \\\n  -H 'content-type: application/x-www-form-urlencoded' \\\n  -b 'a=1; b=2' \\\n  --data-raw ${quote(body)}`;
const chromeCmd = (url, body) => `curl ${caret(url)} ^\n  -H ${caret("content-type: application/x-www-form-urlencoded")} ^\n  -H ${caret('sec-ch-ua: "Chromium";v="152"')} ^\n  --data-raw ${caret(body)}`;

export const commandTests = {
  async "curl/as Chrome copies it for bash"(context) {
    const result = await context.recognise(chromeBash(ACS, bodyOf(context)));
    const message = only(result);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { how: "POST", from: "curl", url: ACS, method: "POST", relayState: STATE, parameter: "SAMLResponse" });
    stepsAre(message, "bash quoting", "URL encoding", "base64");
    problemsAre(message);
    notesSay(result, "A request as a command, in the quoting of bash.");
  },

  async "curl/with escapes of ANSI C, in short and long, octal and not"(context) {
    const body = `SAMLResponse=${encodeURIComponent(context.value)}&RelayState=it's !\\`;
    for (const quoted of [ansiC(body), ansiC(body).replace("\\u0021", "\\041"), ansiC(body).replace("\\u0021", "\\x21"), ansiC(body).replace("SAML", "\\x53\\101ML")]) {
      transportIs(await read(context, chromeBash(ACS, quoted, (text) => text)), { relayState: "it's !\\" });
    }
  },

  async "curl/an octet beyond ASCII in ANSI C is said"(context) {
    const result = await context.recognise(`curl ${SLO} -d $'SAMLResponse=${encodeURIComponent(context.value)}&RelayState=\\xe4'`);
    transportIs(only(result), { relayState: "ä" });
    notesSay(result, "\\xe4 was read as the character U+00E4");
  },

  async "curl/as Firefox copies it, with -X and plain words"(context) {
    transportIs(await read(context, `curl '${SLO}' --compressed -X POST -H 'Content-Type: application/x-www-form-urlencoded' --data-raw '${bodyOf(context)}'`), { method: "POST", url: SLO, relayState: STATE });
  },

  async "curl/a GET with a signed query"(context) {
    const message = await read(context, `curl '${SLO}?${context.redirect}' \\\n  -H 'accept: */*' --insecure`);
    transportIs(message, { how: "Redirect", method: "GET", query: context.redirect, relayState: "r/1 +" });
    problemsAre(message);
  },

  async "curl/as Chrome and Firefox copy it for cmd"(context) {
    for (const command of [chromeCmd(ACS, bodyOf(context)), chromeCmd(ACS, bodyOf(context)).replace("curl ", "curl.exe "), chromeCmd(ACS, bodyOf(context)).replaceAll("\n", "\r\n")]) {
      const message = await read(context, command);
      equal(xmlOf(message), context.response, "xml");
      transportIs(message, { url: ACS, relayState: STATE, method: "POST" });
      stepsAre(message, "cmd quoting", "URL encoding", "base64");
      problemsAre(message);
    }
  },

  async "curl/quotes, carets and line breaks through cmd and the C runtime"(context) {
    const body = `RelayState=say "hi" ^ \\ &\n100%41&SAMLResponse=${encodeURIComponent(context.value)}`;
    transportIs(await read(context, chromeCmd(ACS, body)), { relayState: 'say "hi" ^ \\\\ ' });
  },

  async "curl/as older versions of Chrome wrote it for cmd"(context) {
    const quoted = (text) => `"${text.replaceAll('"', '""').replaceAll("%", '"%"')}"`;
    transportIs(await read(context, `curl ${quoted(ACS)} --data ${quoted(bodyOf(context))}`), { url: ACS, relayState: STATE });
    const result = await context.recognise(`curl "${ACS.replace("%", "^%^")}" --data-raw "${bodyOf(context).replaceAll("%", "^%^")}"`);
    transportIs(only(result), { url: ACS, relayState: STATE });
    notesSay(result, "Inside quotes cmd keeps a `^`");
  },

  async "curl/brackets in an address, which curl would take for a pattern"(context) {
    const raw = `${SLO}?${query(context.authnRequest)}&RelayState={a}[1]!`;
    const escaped = (text) => text.replace(/[[\]{}]/g, "\\$&");
    for (const command of [`curl ${escaped(ansiC(raw))}`, `curl '${escaped(raw)}'`, `curl ${escaped(caret(raw))} ^\n  --compressed`, `curl -sg '${raw}'`, `curl --globoff '${raw}'`, `curl '${raw}'`]) {
      transportIs(await read(context, command), { url: raw, relayState: "{a}[1]!", query: raw.slice(raw.indexOf("?") + 1) });
    }
    for (const option of ["-g", "-sg", "--globoff"]) transportIs(await read(context, `curl ${option} '${escaped(raw)}'`), { relayState: "\\{a\\}\\[1\\]!" });
  },

  async "curl/several at once, for bash and for cmd"(context) {
    const bash = [chromeBash(ACS, bodyOf(context)), `curl '${SLO}?${context.redirect}'`];
    const cmd = [chromeCmd(ACS, bodyOf(context)), `curl ${caret(`${SLO}?${context.redirect}`)}`];
    for (const [commands, between] of [[bash, " ;\n"], [bash, " && "], [cmd, " &\n"]]) {
      const result = await context.recognise(commands.join(between));
      equal(result.messages.map(({ kind, transport: { url } }) => [kind, url.split("?")[0]]), [["Response", ACS.split("?")[0]], ["LogoutRequest", SLO]], between);
    }
  },

  async "curl/options that stand close"(context) {
    for (const command of [`curl -sSLd${bodyOf(context).replaceAll("&", "'&'")} -XPUT ${SLO}`, `$ curl -H'a: b' --url ${SLO} -X PUT -sk -d "${bodyOf(context)}"`, `/usr/bin/curl -o out -XPUT '${SLO}' --data-binary '${bodyOf(context)}'`]) {
      transportIs(await read(context, command), { url: SLO, method: "PUT", relayState: STATE });
    }
  },

  async "curl/several data, and -G"(context) {
    transportIs(await read(context, `curl ${SLO} -d 'SAMLResponse=${encodeURIComponent(context.value)}' -d RelayState=r`), { how: "POST", relayState: "r" });
    transportIs(await read(context, `curl -G ${SLO} -d '${query(context.authnRequest)}'`), { how: "Redirect", method: "GET", query: query(context.authnRequest) });
  },

  async "curl/switches in one word with an option that has a value"(context) {
    for (const options of ["-sGd", "-Gsd", "-sGLd "]) {
      transportIs(await read(context, `curl ${options} '${query(context.authnRequest)}' ${SLO}`.replace("  ", " ")), { how: "Redirect", method: "GET", query: query(context.authnRequest) });
    }
    transportIs(await read(context, `curl -sGd'${query(context.authnRequest)}' ${SLO}`), { how: "Redirect", method: "GET" });
    // Letters after an option with a value are its value.
    transportIs(await read(context, `curl -XG -d 'SAMLResponse=${encodeURIComponent(context.value)}' ${SLO}`), { how: "POST", method: "G" });
  },

  async "curl/--data-urlencode"(context) {
    const result = await context.recognise(`curl ${SLO} --data-urlencode 'SAMLResponse=${context.value}' --data-urlencode 'RelayState=a b&c'`);
    transportIs(only(result), { relayState: "a b&c" });
    equal(xmlOf(only(result)), context.response, "xml");
    notesSay(result, "Values of --data-urlencode were encoded as curl does it.");
  },

  async "curl/a file is not in the text"(context) {
    for (const command of [`curl ${SLO} -d @body.txt`, `curl ${SLO} --data-urlencode SAMLResponse@body.txt`, `curl ${SLO} -F 'SAMLResponse=<body.txt'`]) {
      const result = await context.recognise(command);
      equal(result.messages.length, 0, "messages");
      notesSay(result, "The command sends the file body.txt, which is not in this text.");
    }
    transportIs(await read(context, `curl ${SLO} --data-raw '@x&${form({ SAMLResponse: context.value })}'`), { parameter: "SAMLResponse" });
  },

  async "curl/multipart forms are read, and refused"(context) {
    problemsAre(await read(context, `curl ${SLO} -F 'SAMLResponse=${context.value}' -F RelayState=r`), "refused: The form was sent as multipart/form-data");
    const part = (name, text) => `------WebKitFormBoundaryAbC\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
    const body = `${part("RelayState", "a b")}${part("SAMLResponse", context.value)}------WebKitFormBoundaryAbC--\r\n`;
    const message = await read(context, `curl '${SLO}' -H 'content-type: multipart/form-data; boundary=----WebKitFormBoundaryAbC' --data-raw $'${body.replaceAll("\r\n", "\\r\\n")}'`);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { relayState: "a b" });
    problemsAre(message, "refused: The form was sent as multipart/form-data");
  },

  async "curl/a body of JSON, and of XML"(context) {
    transportIs(await read(context, `curl ${SLO} --json '{"SAMLResponse":"${context.value}"}'`), { how: "POST", url: SLO });
    transportIs(await read(context, `curl ${SLO} -H 'Content-Type: text/xml' -d '${context.metadata}'`), { how: "xml", url: SLO });
  },

  async "curl/a quote that is not closed"(context) {
    for (const [command, quote] of [[`curl ${SLO} -d '${bodyOf(context)}`, "'"], [`curl ${SLO} -d $'${bodyOf(context)}`, "'"], [`curl ${SLO} -d "${bodyOf(context)}`, '"'], [`curl ^"${SLO}^" -d ^"${bodyOf(context).replaceAll("%", "^%").replaceAll("&", "^&")}`, '"']]) {
      const result = await context.recognise(command);
      equal(xmlOf(only(result)), context.response, command.slice(0, 20));
      notesSay(result, `The quote ${quote} at character`);
    }
  },

  async "curl/an ampersand outside of quotes"(context) {
    const result = await context.recognise(`curl ${SLO}?${context.redirect}`);
    transportIs(only(result), { relayState: null, signed: null });
    notesSay(result, "A `&` outside of quotes ends a command in bash");
  },

  async "curl/a message where no option is read"(context) {
    transportIs(await read(context, `curl '${SLO}' -H 'X-Debug: SAMLResponse=${encodeURIComponent(context.value)}'`), { from: "log" });
  },

  async "curl/without a message"(context) {
    const result = await context.recognise(`curl 'https://example.com/' -H 'a: b'`);
    equal(result.messages.length, 0, "messages");
    notesSay(result, "A request as a command");
  },

  async "PowerShell/as Chrome copies it"(context) {
    const body = bodyOf(context).replace("RelayState=", "RelayState=$x`");
    const quoted = body.replaceAll("`", "``").replaceAll("$", "`$");
    const result = await context.recognise(`$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = "Mozilla/5.0"\nInvoke-WebRequest -UseBasicParsing -Uri "${ACS}" \`\n-Method "POST" \`\n-WebSession $session \`\n-Headers @{\n"authority"="sp.example.com"\n  "path"="/saml/acs"\n} \`\n-ContentType "application/x-www-form-urlencoded" \`\n-Body "${quoted}"`);
    const message = only(result);
    equal(xmlOf(message), context.response, "xml");
    transportIs(message, { from: "PowerShell", url: ACS, method: "POST", relayState: `$x\`${STATE}` });
    stepsAre(message, "PowerShell quoting", "URL encoding", "base64");
  },

  async "PowerShell/a body beyond ASCII, which Chrome copies as octets"(context) {
    const body = `SAMLResponse=${encodeURIComponent(context.value)}&RelayState=ä($1)`.replaceAll("$", "`$").replaceAll("ä", "$([char]228)");
    for (const bytes of [`([System.Text.Encoding]::UTF8.GetBytes("${body}"))`, `([text.encoding]::utf8.getbytes("${body}"))`]) {
      const message = await read(context, `Invoke-WebRequest -UseBasicParsing -Uri "${ACS}" \`\n-Method "POST" \`\n-Body ${bytes}`);
      equal(xmlOf(message), context.response, "xml");
      transportIs(message, { from: "PowerShell", url: ACS, method: "POST", relayState: "ä($1)" });
    }
  },

  async "PowerShell/curl.exe with quotes of its kind"(context) {
    const command = `curl.exe '${SLO}' \`\n  -d 'RelayState=it''s&SAMLResponse=${encodeURIComponent(context.value)}'`;
    transportIs(await read(context, command), { from: "curl", relayState: "it's" });
  },
};
