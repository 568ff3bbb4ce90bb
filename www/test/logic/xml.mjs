// The text and the attributes of elements, as every part of the page reads them.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { outline, attributeOf, textOf } = await loadSource("xml-outline.ts");
const { namespaceFor, treeOf, trimmedText } = await loadSource("xml-tree.ts");
const { readClaims } = await loadSource("claims.ts");

const textIn = (content) => {
  const found = outline(`<a>${content}</a>`);
  return textOf(found, found.elements[0]);
};

/** Of this process, whatever else the machine does. What takes the square of these lengths takes minutes. */
const milliseconds = (begun) => process.cpuUsage(begun).user / 1000;

export const xmlTextTests = {
  "a CDATA section is text, comments and processing instructions are none": () => {
    equal(textIn("one <![CDATA[&amp; <two>]]> <!-- not this --><?nor this?>three"), "one &amp; <two> three");
    equal(textIn("<![CDATA[<!-- text -->]]>"), "<!-- text -->");
    equal(textIn("<!-- <![CDATA[ -->one<!-- ]]> -->"), "one");
    equal(textIn("]]>one"), "]]>one");
    equal(readClaims([outline("<Response><Issuer><![CDATA[https://idp.example.com/?a&b]]></Issuer></Response>")]).issuer, "https://idp.example.com/?a&b");
  },

  "references stand for characters, but not in parts": () => {
    equal(textIn("&lt;&#65;&#x42;&unknown;&#x110000;"), "<AB&unknown;&#x110000;");
    equal(textIn("&am<!---->p;"), "&amp;");
    equal(textIn("one\r\ntwo\rthree&#13;"), "one\ntwo\nthree\r");
  },

  "attributes end where something else stands": () => {
    const found = outline(`<a one="1&amp;" two = '2\n"' three four="4"/>`);
    equal(["one", "two", "four"].map((name) => attributeOf(found, found.elements[0], name)), ["1&", '2 "', null]);
  },

  "hostile texts take no longer than their length": () => {
    const many = 200_000;
    for (const content of [`<![CDATA[${"<!--".repeat(many)}]]>`, `<b c="${"<!--".repeat(many)}"/>`, `<b c="${"<![CDATA[".repeat(many)}"/>`, `<b c="${"<?".repeat(many)}"/>`, "<!---->".repeat(many), "&".repeat(many), "<b/>".repeat(many)]) {
      const begun = process.cpuUsage();
      textIn(content);
      ok(milliseconds(begun) < 2000, `${content.slice(0, 30)}: ${milliseconds(begun)} ms`);
    }
    for (const tag of [`<a${" ".repeat(many)}b/>`, `<a ${"b".repeat(many)}/>`, `<a ${"b ".repeat(many)}/>`, `<a${` b="c"`.repeat(many)}/>`, `<a b${" ".repeat(many)}c="d"/>`]) {
      const begun = process.cpuUsage();
      const found = outline(tag);
      attributeOf(found, found.elements[0], "none");
      ok(milliseconds(begun) < 2000, `${tag.slice(0, 30)}: ${milliseconds(begun)} ms`);
    }
  },
};

export const xmlTreeTests = {
  "a prefix stands for what the nearest element declares": () => {
    const { nodes, root } = treeOf(outline(`<a:one xmlns:a="urn:1" a:x="" x="" b:x=""><a:two xmlns:a='urn:2' xmlns="urn:d"><three y=""/><four xmlns=""/></a:two><a:five/><six xml:lang=""/></a:one>`));
    equal(nodes.map(({ local, namespace }) => [local, namespace]), [["one", "urn:1"], ["two", "urn:2"], ["three", "urn:d"], ["four", null], ["five", "urn:1"], ["six", null]]);
    equal(root.attributes.slice(1).map(({ namespace }) => namespace), ["urn:1", null, null]);
    equal(nodes[5].attributes[0].namespace, "http://www.w3.org/XML/1998/namespace");
    equal([namespaceFor(nodes[2], "a"), namespaceFor(nodes[3], ""), namespaceFor(nodes[4], "a"), namespaceFor(root, "none")], ["urn:2", null, "urn:1", null]);
    equal(root.children.map(({ local }) => local), ["two", "five", "six"]);
  },

  "its text is without white space around it": () => {
    equal(trimmedText(treeOf(outline("<a>\n one<!-- or --> <![CDATA[two ]]>\n</a>")).root), "one two");
    equal(trimmedText(null), null);
  },

  "the tree of one outline is made once": () => {
    const one = outline("<a/>");
    equal(treeOf(one) === treeOf(one), true);
  },

  "hostile trees take no longer than their length": () => {
    const many = 50_000;
    const several = Array.from({ length: many }, (_, at) => at);
    const hostile = {
      deep: "<a>".repeat(many),
      "deep, each with a prefix of its own": several.map((at) => `<p${at}:a xmlns:p${at}="urn:${at}">`).join(""),
      "deep, each with a prefix that nobody declares": several.map((at) => `<p${at}:a>`).join(""),
      "many declarations around many elements": `<a ${several.map((at) => `xmlns:p${at}="u"`).join(" ")}>${several.map((at) => `<p${at}:b p${at}:c=""/>`).join("")}`,
      wide: `<a>${"<b/>".repeat(many)}</a>`,
    };
    for (const [name, text] of Object.entries(hostile)) {
      const begun = process.cpuUsage();
      treeOf(outline(text));
      ok(milliseconds(begun) < 2000, `${name}: ${milliseconds(begun)} ms`);
    }
  },
};
