"""Whatever the parser accepts, libxml2 accepts with the same tree and the same canonical forms.

Usage: lxml_reads.py TOOLS FOLDER...

TOOLS is the program of `examples/tools.rs`, which prints the trees of the documents in the folders. The last line is: documents read, documents that differ.
"""

import json
import subprocess
import sys

from lxml import etree

EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
XML = "http://www.w3.org/XML/1998/namespace"


# Names of namespaces that libxml2's canonicalisation writes as they are, where an attribute would be escaped (c14n 2.3). No namespace of anybody has these.
UNESCAPED = set('&<"\t\n\r')


def parse(octets):
    """The root, and whether it has canonical forms.

    libxml2 holds the names of namespaces to its own idea of a URI, in which a colon before the path must have a port (RFC 3986 3.2.3 has `*DIGIT`). For that
    alone it may refuse, and it still has a tree, which is compared."""
    options = {"resolve_entities": False, "no_network": True, "huge_tree": True, "load_dtd": False, "strip_cdata": True}
    try:
        return etree.fromstring(octets, etree.XMLParser(**options)), True
    except etree.XMLSyntaxError:
        lenient = etree.XMLParser(recover=True, **options)
        root = etree.fromstring(octets, lenient)
        if root is None or any(not entry.message.endswith("is not a valid URI") for entry in lenient.error_log):
            raise
        return root, False


def name(tag):
    qname = etree.QName(tag)
    return [qname.namespace or "", qname.localname]


def own(node, depth, events):
    """The node and what is below it, without the text after it."""
    if isinstance(node, etree._Comment):
        events.append(["comment", depth, node.text or ""])
    elif isinstance(node, etree._ProcessingInstruction):
        events.append(["instruction", depth, node.target, node.text or ""])
    elif isinstance(node, etree._Entity):
        raise ValueError(f"libxml2 sees an entity: {node.text}")
    else:
        attributes = sorted([*name(key), value] for key, value in node.attrib.items())
        scope = {prefix or "": uri for prefix, uri in node.nsmap.items() if uri and prefix != "xml"}
        events.append(["element", depth, *name(node), attributes, scope])
        add_text(node.text, depth + 1, events)
        for child in node:
            own(child, depth + 1, events)
            add_text(child.tail, depth + 1, events)


def add_text(text, depth, events):
    if text:
        if events[-1][0] == "text" and events[-1][1] == depth:
            events[-1][2] += text
        else:
            events.append(["text", depth, text])


def read(octets):
    root, has_canonical = parse(octets)
    before, node = [], root.getprevious()
    while node is not None:
        before.insert(0, node)
        node = node.getprevious()
    after, node = [], root.getnext()
    while node is not None:
        after.append(node)
        node = node.getnext()
    events = []
    for node in [*before, root, *after]:
        own(node, 0, events)
    return root, has_canonical, events


def canonical(root, method):
    """None where lxml has no such method."""
    algorithm, _, comments = method.partition("#WithComments")
    comments = method.endswith("#WithComments")
    if algorithm not in (INCLUSIVE, EXCLUSIVE, EXCLUSIVE.rstrip("#")):
        return None
    return etree.tostring(root, method="c14n", exclusive=algorithm != INCLUSIVE, with_comments=comments).decode()


def differs(said):
    with open(said["file"], "rb") as file:
        octets = file.read()
    try:
        root, has_canonical, events = read(octets)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"libxml2 refuses: {error}"
    for ours, theirs in zip(said["events"], events):
        if ours != theirs:
            return f"libxml2 reads {theirs}, and here it is {ours}"
    if len(said["events"]) != len(events):
        return f"libxml2 reads {len(events)} nodes, and here there are {len(said['events'])}"
    scopes = [event[5] for event in events if event[0] == "element"]
    if not has_canonical or any(UNESCAPED & set(uri) for scope in scopes for uri in scope.values()):
        return None
    for method, ours in said["canonical"].items():
        theirs = canonical(root, method)
        if theirs is not None and ours is not None and theirs != ours:
            return f"libxml2 makes by {method}\n{theirs}\nand here it is\n{ours}"
    return None


def main():
    total = different = 0
    trees = subprocess.Popen([sys.argv[1], "trees", *sys.argv[2:]], stdout=subprocess.PIPE)
    for line in trees.stdout:
        said = json.loads(line)
        total += 1
        reason = differs(said)
        if reason:
            different += 1
            print(f"{said['file']}: {reason[:3000]}")
    if trees.wait() != 0:
        print(f"the trees end with {trees.returncode}")
        return 1
    print(f"{total} documents, {different} differ")
    return 1 if different or not total else 0


if __name__ == "__main__":
    sys.exit(main())
