"""Canonical XML over a tree that expat built: written for these vectors, independent of libxml2 and of the library under test.

Every canonical form is also made with libxml2 where libxml2 can express it, and the two must be equal.
"""

from __future__ import annotations

import xml.parsers.expat
from dataclasses import dataclass, field

from lxml import etree

from names import EXCLUSIVE, EXCLUSIVE_COMMENTS, INCLUSIVE_10_COMMENTS, INCLUSIVE_11, INCLUSIVE_11_COMMENTS

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


@dataclass(eq=False)
class Element:
    qname: str
    attributes: list[tuple[str, str]]
    declared: dict[str, str]
    parent: "Element | None"
    index: int
    children: list = field(default_factory=list)

    def in_scope(self) -> dict[str, str]:
        scope = {} if self.parent is None else self.parent.in_scope()
        scope.update(self.declared)
        return scope

    @property
    def name(self) -> tuple[str, str]:
        prefix, local = split(self.qname)
        return self.in_scope().get(prefix, ""), local

    def get(self, qname: str) -> str | None:
        return dict(self.attributes).get(qname)

    def elements(self) -> list["Element"]:
        return [child for child in self.children if isinstance(child, Element)]

    def descendants(self):
        yield self
        for child in self.elements():
            yield from child.descendants()

    def find(self, namespace: str, local: str) -> "Element | None":
        return next((child for child in self.elements() if child.name == (namespace, local)), None)

    def text(self) -> str:
        return "".join(child for child in self.children if isinstance(child, str))


@dataclass
class Comment:
    text: str


@dataclass
class Instruction:
    target: str
    data: str


def split(qname: str) -> tuple[str, str]:
    prefix, colon, local = qname.partition(":")
    return (prefix, local) if colon else ("", prefix)


def parse(text: str) -> Element:
    """The root element. Names stay as written; expat without namespaces does not touch prefixes."""
    parser = xml.parsers.expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.ordered_attributes = True
    state = {"current": None, "root": None, "count": 0}

    def start(qname, flat):
        pairs = list(zip(flat[::2], flat[1::2]))
        declared = {split(name)[1] if ":" in name else "": value for name, value in pairs if name == "xmlns" or name.startswith("xmlns:")}
        attributes = [(name, value) for name, value in pairs if name != "xmlns" and not name.startswith("xmlns:")]
        element = Element(qname, attributes, declared, state["current"], state["count"])
        state["count"] += 1
        if state["current"] is None:
            state["root"] = element
        else:
            state["current"].children.append(element)
        state["current"] = element

    def end(_):
        state["current"] = state["current"].parent

    def add(node):
        if state["current"] is not None:
            state["current"].children.append(node)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = add
    parser.CommentHandler = lambda data: add(Comment(data))
    parser.ProcessingInstructionHandler = lambda target, data: add(Instruction(target, data))
    data = text.encode("utf-8")
    parser.Parse(data, True)
    return state["root"]


def canonicalize(element: Element, method: str, prefixes: list[str] = (), without: Element | None = None, comments: bool | None = None) -> bytes:
    """`comments` overrides the method's own choice: a reference by `#id` never has comments in its node set."""
    if comments is None:
        comments = method in (EXCLUSIVE_COMMENTS, INCLUSIVE_10_COMMENTS, INCLUSIVE_11_COMMENTS)
    exclusive = method in (EXCLUSIVE, EXCLUSIVE_COMMENTS)
    listed = {"" if prefix == "#default" else prefix for prefix in prefixes}
    out: list[str] = []
    inherited = [] if exclusive else inherited_xml_attributes(element, method)
    write(out, element, exclusive, listed, without, comments, {}, element.in_scope(), inherited)
    return "".join(out).encode("utf-8")


def inherited_xml_attributes(element: Element, method: str) -> list[tuple[str, str]]:
    version_11 = method in (INCLUSIVE_11, INCLUSIVE_11_COMMENTS)
    own = {name for name, _ in element.attributes}
    found: list[tuple[str, str]] = []
    ancestor = element.parent
    while ancestor is not None:
        for name, value in ancestor.attributes:
            if name.startswith("xml:") and name not in own:
                own.add(name)
                if version_11 and name == "xml:id":
                    continue
                if version_11 and name == "xml:base":
                    raise ValueError("xml:base of Canonical XML 1.1 is not needed here")
                found.append((name, value))
        ancestor = ancestor.parent
    return found


def write(out, element, exclusive, listed, without, comments, rendered, scope, extra):
    used = {split(element.qname)[0]} | {split(name)[0] for name, _ in element.attributes if ":" in name}
    wanted = scope.keys() | {""} if not exclusive else used | {prefix for prefix in listed if prefix in scope or prefix == ""}
    declarations = []
    for prefix in wanted - {"xml"}:
        uri = scope.get(prefix, "")
        if rendered.get(prefix, "") != uri:
            declarations.append((prefix, uri))
    rendered = {**rendered, **dict(declarations)}

    out.append(f"<{element.qname}")
    for prefix, uri in sorted(declarations):
        out.append(f' {"xmlns:" + prefix if prefix else "xmlns"}="{escape_attribute(uri)}"')

    def order(pair):
        prefix, local = split(pair[0])
        namespace = XML_NAMESPACE if prefix == "xml" else scope[prefix] if prefix else ""
        return namespace, local

    for name, value in sorted(element.attributes + extra, key=order):
        out.append(f' {name}="{escape_attribute(value)}"')
    out.append(">")
    for child in element.children:
        if isinstance(child, Element):
            if child is not without:
                write(out, child, exclusive, listed, without, comments, rendered, {**scope, **child.declared}, [])
        elif isinstance(child, str):
            out.append(escape_text(child))
        elif isinstance(child, Comment):
            if comments:
                out.append(f"<!--{child.text}-->")
        else:
            out.append(f"<?{child.target}{' ' + child.data if child.data else ''}?>")
    out.append(f"</{element.qname}>")


def escape_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#xD;")


def escape_attribute(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return text.replace("\t", "&#x9;").replace("\n", "&#xA;").replace("\r", "&#xD;")


def with_libxml2(text: str, index: int, method: str, prefixes=(), without: int | None = None, comments: bool | None = None) -> bytes | None:
    """The same by libxml2, or None where lxml cannot express it (inherited xml:* attributes, `#default` in a PrefixList)."""
    if comments is None:
        comments = method in (EXCLUSIVE_COMMENTS, INCLUSIVE_10_COMMENTS, INCLUSIVE_11_COMMENTS)
    exclusive = method in (EXCLUSIVE, EXCLUSIVE_COMMENTS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False, huge_tree=True, strip_cdata=True)
    root = etree.fromstring(text.encode("utf-8"), parser)
    elements = list(root.iter(etree.Element))
    element = elements[index]
    ancestors = list(element.iterancestors())
    if "#default" in prefixes:
        return None
    if not exclusive and any(name.startswith("{" + XML_NAMESPACE) for ancestor in ancestors for name in ancestor.attrib):
        return None
    if without is not None:
        remove(elements[without])
    return etree.tostring(
        element, method="c14n", exclusive=exclusive, with_comments=comments, inclusive_ns_prefixes=list(prefixes) if exclusive and prefixes else None, with_tail=False
    )


def remove(element) -> None:
    """Takes an element out and leaves the text after it."""
    parent = element.getparent()
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
