// What a browser's tools write about requests, made of requests that Chromium sent. How they quote is told from the public source of DevTools
// (front_end/panels/network/NetworkLogView.ts, front_end/models/har/) and of SAML-tracer (src/SAMLTrace.js, src/SAMLTraceIO.js).

/** Everything that a page sends while `act` runs, as the protocol reports it to DevTools. */
export async function recordRequests(page, act) {
  const session = await page.context().newCDPSession(page);
  const requests = [];
  const known = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request, redirectResponse, wallTime }) => {
    if (redirectResponse !== undefined) known.get(requestId).response = redirectResponse;
    const recorded = { ...request, requestId, time: new Date(wallTime * 1000).toISOString(), response: null };
    known.set(requestId, recorded);
    requests.push(recorded);
  });
  session.on("Network.responseReceived", ({ requestId, response }) => (known.get(requestId).response = response));
  await session.send("Network.enable", { maxPostDataSize: 1 << 20 });
  await act();
  await session.detach();
  return requests;
}

const headersOf = (headers) => Object.entries(headers).map(([name, value]) => ({ name, value }));

const bash = (text) => (/['!\0-\x1f\x7f-\x9f]/.test(text) ? `$'${text.replace(/[\\']/g, "\\$&").replace(/[!\0-\x1f\x7f-\x9f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)}'` : `'${text}'`);

/** Everything that is not surely harmless gets a caret; a percent sign, one behind it too, so that no variable has that name. */
function cmd(text) {
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/[^\w\s\-:=+~'/.,?;()*`]/g, "^$&");
  return `^"${escaped.replace(/%(?=\w)/g, "%^").replace(/\r?\n/g, "^\n\n")}^"`;
}

/** In older versions: quotes that cmd sees, and carets in them. */
function olderCmd(text) {
  const quote = /[\r\n]/.test(text) ? '^"' : '"';
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/[^\w\s\-:=+~'/.,?;()*`&]/g, "^$&");
  return `${quote}${escaped.replace(/%(?=\w)/g, "%^").replace(/\r?\n/g, "^\n\n")}${quote}`;
}

const powerShell = (text) => `"${text.replace(/[`$"]/g, "`$&").replace(/[^\x20-\x7e]/g, (character) => `$([char]${character.charCodeAt(0)})`)}"`;

function curl({ url, method, headers, postData }, quote, lineBreak) {
  const words = [
    quote(url).replace(/[[\]{}]/g, "\\$&"),
    ...(method === (postData === undefined ? "GET" : "POST") ? [] : [`-X ${quote(method)}`]),
    ...headersOf(headers).map(({ name, value }) => `-H ${quote(value.trim() === "" ? `${name};` : `${name}: ${value}`)}`),
    ...(postData === undefined ? [] : [`--data-raw ${quote(postData)}`]),
  ];
  return `curl ${words.join(`${lineBreak}  `)}`;
}

function invokeWebRequest({ url, method, headers, postData }) {
  const apart = ["content-type", "user-agent"];
  const value = (name) => headersOf(headers).find((header) => header.name.toLowerCase() === name)?.value;
  const others = headersOf(headers).filter(({ name }) => !apart.includes(name.toLowerCase()));
  const words = [
    `-Uri ${powerShell(url)}`,
    ...(method === "GET" ? [] : [`-Method ${powerShell(method)}`]),
    "-WebSession $session",
    `-Headers @{\n${others.map((header) => `${powerShell(header.name)}=${powerShell(header.value)}`).join("\n  ")}\n}`,
    ...(value("content-type") === undefined ? [] : [`-ContentType ${powerShell(value("content-type"))}`]),
    ...(postData === undefined ? [] : [`-Body ${/[^\x20-\x7e]/.test(postData) ? `([System.Text.Encoding]::UTF8.GetBytes(${powerShell(postData)}))` : powerShell(postData)}`]),
  ];
  const session = `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = ${powerShell(value("user-agent"))}\n$session.Cookies.Add((New-Object System.Net.Cookie("a", "b", "/", "127.0.0.1")))\n`;
  return `${session}Invoke-WebRequest -UseBasicParsing ${words.join(" `\n")}`;
}

/** "Copy as …", and "Copy all as …", by its name in the menu. */
export const COPIED = {
  "cURL (bash)": (requests) => requests.map((request) => curl(request, bash, " \\\n")).join(" ;\n"),
  "cURL (cmd)": (requests) => requests.map((request) => curl(request, cmd, " ^\n")).join(" &\r\n"),
  "cURL (cmd) of older versions": (requests) => requests.map((request) => curl(request, olderCmd, " ^\n")).join(" &\r\n"),
  PowerShell: (requests) => requests.map(invokeWebRequest).join(";\r\n"),
};

/** "Save all as HAR", which leaves parameters as they were sent. */
export function harOf(requests) {
  const pairs = (text) => text.split("&").map((pair) => ({ name: pair.split("=")[0], value: pair.slice(pair.indexOf("=") + 1) }));
  const entries = requests.map(({ url, method, headers, postData, time, response }) => ({
    _connectionId: "7",
    _initiator: { type: "other" },
    _priority: "VeryHigh",
    _resourceType: "document",
    cache: {},
    pageref: "page_1",
    request: {
      method,
      url: url.split("#")[0],
      httpVersion: "http/1.1",
      headers: headersOf(headers),
      queryString: url.includes("?") ? pairs(url.slice(url.indexOf("?") + 1)) : [],
      cookies: [],
      headersSize: 700,
      bodySize: postData?.length ?? 0,
      ...(postData === undefined ? {} : { postData: { mimeType: "application/x-www-form-urlencoded", text: postData, params: pairs(postData) } }),
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      httpVersion: "http/1.1",
      headers: headersOf(response.headers),
      cookies: [],
      content: { size: 0, mimeType: response.mimeType },
      redirectURL: Object.entries(response.headers).find(([name]) => name.toLowerCase() === "location")?.[1] ?? "",
      headersSize: 200,
      bodySize: 0,
      _transferSize: 200,
      _error: null,
    },
    serverIPAddress: "127.0.0.1",
    startedDateTime: time,
    time: 3.2,
    timings: { blocked: 1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 2, receive: 0, _blocked_queueing: 1 },
  }));
  return JSON.stringify({ log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, pages: [], entries } }, null, 2);
}

/** An export of SAML-tracer. `mask` is what its dialog does to posted values: `null` for "none", or what it makes of one. */
export function traceOf(requests, mask) {
  const traced = requests.map(({ url, method, headers, postData, requestId, response }) => {
    const post = postData === undefined ? undefined : [...new URLSearchParams(postData)];
    const get = method === "GET" ? [...new URLSearchParams(new URL(url).search)] : undefined;
    const isSaml = [...(get ?? []), ...(post ?? [])].some(([name]) => /^SAML(?:Request|Response|art)$/.test(name));
    const posted = post?.find(([name]) => name.startsWith("SAMLRe"))?.[1];
    return {
      method,
      url,
      requestId: `request-${requestId}-${method}-0cc175b9`,
      requestHeaders: headersOf(headers),
      get,
      postData: post === undefined ? undefined : mask === null ? Object.fromEntries(post.map(([name, value]) => [name, [value]])) : "{overwritten}",
      post: post?.map(([name, value]) => [name, mask === null ? value : mask(value)]),
      protocol: isSaml ? "SAML-P" : undefined,
      saml: posted === undefined ? undefined : Buffer.from(posted, "base64").toString("utf8"),
      responseStatus: response.status,
      responseStatusText: `HTTP/1.1 ${response.status} ${response.statusText}`,
      responseHeaders: headersOf(response.headers),
    };
  });
  return JSON.stringify({ requests: traced, timestamp: new Date(0).toISOString() }, null, 2);
}
