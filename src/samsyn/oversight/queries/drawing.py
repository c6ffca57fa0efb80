"""What a red thread is made of: things, joins with their sources, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the thread: its reference, what kind it is, and what it is called; `waiting` is not read in (knut)."""

    ref: str
    kind: str
    title: str
    note: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A join between two things, with the place that says so (koppling)."""

    from_: str
    type: str
    to: str
    source: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What the thread lacks: which kind, at what, in a sentence; `drawn` when a waiting node shows it (lucka)."""

    kind: str
    at: str
    sentence: str
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """All that is joined to a reference on a day, in a fixed order (röd tråd)."""

    ref: str
    as_of: date
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    missing: tuple[Missing, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the thread in the shape that `samsyn thread --json` writes."""
        return {
            "ref": self.ref,
            "as_of": self.as_of.isoformat(),
            "nodes": [{"ref": node.ref, "kind": node.kind, "title": node.title} for node in self.nodes],
            "edges": [
                {"from": edge.from_, "type": edge.type, "to": edge.to, "source": edge.source}
                for edge in self.edges
            ],
            "missing": [{"kind": one.kind, "at": one.at, "sentence": one.sentence} for one in self.missing],
        }


class Drawing:
    """Things and joins as they are found; the first naming of a thing wins (ritning)."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str, str], Edge] = {}
        self.missing: list[Missing] = []

    def node(self, ref: str, kind: str, title: str, note: str = "") -> str:
        """Add a thing unless it is there, and return its reference."""
        self.nodes.setdefault(ref, Node(ref, kind, title, note))
        return ref

    def edge(self, from_: str, type_: str, to: str, source: str) -> None:
        """Add a join unless it is there."""
        self.edges.setdefault((from_, type_, to), Edge(from_, type_, to, source))

    def wait(self, ref: str, kind: str, note: str, at: str, sentence: str) -> str:
        """Add a thing that is not here yet, unless it is, and say so among what is missing."""
        if ref not in self.nodes:
            self.nodes[ref] = Node(ref, kind, ref, note, waiting=True)
            self.missing.append(Missing(kind, at, sentence, drawn=True))
        return ref
