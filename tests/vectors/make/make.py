"""Writes every vector file. Running it again changes nothing.

`python make.py`, with the packages of requirements.txt.
"""

from __future__ import annotations

import sys
from collections import Counter


import connections
import xmlsec_maker
from classes import (
    accepted,
    algorithms,
    coverage,
    doctype,
    encryption,
    envelope,
    identifiers,
    key_trust,
    limits,
    logout,
    parties,
    policies,
    rsa_padding,
    shapes,
    signed_info,
    subjects,
    tamper,
    text,
    times,
    transport,
    void_c14n,
    well_formed,
    wrapping,
)
from vector import FOLDER, Vector, write

CLASSES = [
    accepted,
    shapes,
    wrapping,
    identifiers,
    coverage,
    signed_info,
    algorithms,
    key_trust,
    rsa_padding,
    tamper,
    text,
    doctype,
    well_formed,
    void_c14n,
    transport,
    times,
    parties,
    envelope,
    subjects,
    policies,
    limits,
    encryption,
    logout,
]


def main() -> int:
    vectors = [vector for module in [*CLASSES, xmlsec_maker] for vector in module.vectors()]
    problems = problems_of(vectors)
    connections.write()
    changed = sum(write(vector) for vector in vectors)
    for name, count in sorted(Counter(vector.name.split("/")[0] for vector in vectors).items()):
        print(f"{count:4} {name}")
    print(f"{len(vectors):4} vectors, {changed} written")
    print(*problems, sep="\n")
    return 1 if problems else 0


def problems_of(vectors: list[Vector]) -> list[str]:
    names = Counter(vector.name for vector in vectors)
    accepted_names = {vector.name for vector in vectors if not vector.rule}
    found = [f"{name} is made {count} times" for name, count in names.items() if count > 1]
    found += [f"{vector.name}: {vector.connection} is no connection" for vector in vectors if vector.connection not in connections.CONNECTIONS]
    found += [f"{vector.name}: its twin {vector.twin} is not accepted" for vector in vectors if vector.rule and vector.twin not in accepted_names]
    written = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("*/*.vector")}
    return found + [f"{name} is on disk, and nothing makes it" for name in sorted(written - names.keys())]


if __name__ == "__main__":
    sys.exit(main())
