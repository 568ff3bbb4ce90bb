// The text and the attributes of elements, as every part of the page reads them.
import { equal, ok } from "../../../tests/js/lib/check.mjs";
import { loadSource } from "../lib/source.mjs";

const { outline, attributeOf, textOf } = await loadSource("xml-outline.ts");
const { readClaims } = await loadSource("claims.ts");

const textIn = (content) => {
  const found = outline(`<a>${content}</a>`);
  return textOf(found, found.elements[0]);
};

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
      const begun = performance.now();
      textIn(content);
      ok(performance.now() - begun < 1000, `${content.slice(0, 30)}: ${performance.now() - begun} ms`);
    }
    for (const tag of [`<a${" ".repeat(many)}b/>`, `<a ${"b".repeat(many)}/>`, `<a ${"b ".repeat(many)}/>`, `<a${` b="c"`.repeat(many)}/>`, `<a b${" ".repeat(many)}c="d"/>`]) {
      const begun = performance.now();
      const found = outline(tag);
      attributeOf(found, found.elements[0], "none");
      ok(performance.now() - begun < 1000, `${tag.slice(0, 30)}: ${performance.now() - begun} ms`);
    }
  },
};
