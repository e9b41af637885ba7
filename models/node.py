"""Rows and columns as trees: nodes, and the leaves that carry numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from models.roles import Role


class Kind(Enum):
    """What kind of number a cell takes."""

    COUNT = "非负整数"
    SIGNED = "整数，可为负"
    AMOUNT = "金额（万元）"


@dataclass(frozen=True, slots=True)
class Node:
    """A row stub or a column head: a leaf carries numbers, a group spans its children.

    ``key`` is this node's part of the cell id ("" when it has none). ``label`` is the printed text; a line break in it is
    where the official form breaks the line. ``name`` is how messages call it (default: the label; "" leaves it out).
    A ``total`` sums all other leaves below its parent. ``help`` says what is counted; a node without one has its parent's.

    ``role`` is what it means to the rest of the program, ``words`` are other ways in which people say it (a tuple, or parted
    by blanks). ``was`` is its key in the edition before where neither role nor key tells (see ``models.editions``); "" says
    that it is new.
    """

    key: str
    label: str
    children: tuple[Node, ...] = ()
    kind: Kind = Kind.COUNT
    total: bool = False
    help: str = ""
    name: str | None = None
    role: Role | None = None
    words: str | tuple[str, ...] = ()
    was: str | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """The other words for it, one by one."""
        return tuple(self.words.split()) if isinstance(self.words, str) else self.words

    def leaves(self) -> Iterator[Node]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf with its way from the root; ``summed`` are the indices of the leaves it totals (empty: not a total).

    ``key`` is the leaf's part of the cell id, ``name`` how a message calls this row or column, for example
    ``（三）不予公开 1.属于国家秘密``.
    """

    path: tuple[Node, ...]
    summed: tuple[int, ...]
    key: str = field(init=False, compare=False)
    name: str = field(init=False, compare=False)
    roles: frozenset[Role] = field(init=False, compare=False)

    def __post_init__(self) -> None:  # once, since every check asks for them at every keystroke
        names = (plain(node.label) if node.name is None else node.name for node in self.path)
        object.__setattr__(self, "key", ".".join(node.key for node in self.path if node.key))
        object.__setattr__(self, "name", " ".join(name for name in names if name))
        object.__setattr__(self, "roles", frozenset(node.role for node in self.path if node.role is not None))

    @property
    def node(self) -> Node:
        return self.path[-1]

    @property
    def help(self) -> str:
        return next((node.help for node in reversed(self.path) if node.help), "")


def plain(label: str) -> str:
    """The label without the line breaks of the printed form."""
    return label.replace("\n", "")


def leaves_of(roots: tuple[Node, ...]) -> tuple[Leaf, ...]:
    """The leaves below ``roots`` in printed order, each total knowing which others it sums."""
    found: list[tuple[tuple[Node, ...], tuple[int, int]]] = []

    def walk(nodes: tuple[Node, ...], path: tuple[Node, ...]) -> None:
        first = len(found)
        last = first + sum(len(list(node.leaves())) for node in nodes)
        for node in nodes:
            if node.children:
                walk(node.children, (*path, node))
            else:
                found.append(((*path, node), (first, last)))

    walk(roots, ())
    return tuple(
        Leaf(path, tuple(i for i in range(*span) if not found[i][0][-1].total) if path[-1].total else ())
        for path, span in found
    )
