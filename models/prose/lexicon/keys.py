"""The keys by which the lexicon calls results and outcomes: the roles of the form, and where a row or column has none, since
the program knows nothing of it, its own key (``other.withdrawn``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from models.form import Node, Role
from models.forms import FORMS

_NAMED = {Role.OTHER_RESULTS: "other", Role.UNSPECIFIED: "other"}
"""Results whose word in the tables is not that of their role."""


def result_key(path: Sequence[Node]) -> str:
    """The key of a result, or of a group of them, by its way from the group of all results."""
    return ".".join(_NAMED.get(node.role, node.role.value) if node.role else node.key for node in path)


def below_results(path: Sequence[Node]) -> tuple[Node, ...]:
    """The way of a row from the group of all results on."""
    roles = [node.role for node in path]
    return tuple(path[roles.index(Role.RESULTS) + 1 :])


@lru_cache(maxsize=8)
def strange_results(form_id: str) -> dict[str, tuple[str, ...]]:
    """The results that have no role: key → cells of the row."""
    found: dict[str, tuple[str, ...]] = {}
    for cell in FORMS[form_id].by_role(Role.APPLICATIONS, Role.RESULTS):
        if cell.row.node.role is None and not cell.row.node.total:
            key = result_key(below_results(cell.row.path))
            found[key] = (*found.get(key, ()), cell.id)
    return found


@lru_cache(maxsize=8)
def strange_outcomes(form_id: str) -> dict[str, tuple[str, ...]]:
    """The outcomes of cases that have no role: key → cells of the columns."""
    found: dict[str, tuple[str, ...]] = {}
    for cell in FORMS[form_id].by_role(Role.CASES):
        node = cell.column.node
        if node.role is None and not node.total:
            found[node.key] = (*found.get(node.key, ()), cell.id)
    return found
