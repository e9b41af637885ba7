"""The labelled sentences of tests/cases/prose, and how far a reading agrees with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.form import Form
from models.forms import FORMS
from models.prose import read_text

CASES = Path(__file__).parents[2] / "cases" / "prose"
YEARS = {
    "上海市人民政府办公厅": None,
    "汉阴县交通运输局": 2021,
    "淮安市洪泽区人民政府": 2023,
    "沭阳县发展和改革局": 2023,
}
FORM = FORMS["2021"]

_MARK = re.compile(r"\[([^\]:=]*)(?::([^\]=]*))?=([^\]]*)\]")

Meaning = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Label:
    """A number at ``start``: its value where the file states one, and its tie as comparable parts."""

    start: int
    end: int
    value: str
    meaning: Meaning
    relation: str
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    unit: str
    year: int | None
    text: str
    labels: tuple[Label, ...]


def _lines(name: str) -> Iterator[str]:
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def legend(form: Form = FORM) -> dict[str, Meaning]:
    """Name → readings, each a set of cells, from ties.txt."""
    rows: dict[str, str] = {}
    columns: dict[str, list[str]] = {}
    for line in _lines("ties.txt"):
        name, _, expression = (part.strip() for part in line.partition("="))
        if name.startswith("·"):
            columns[name] = [part.strip() for part in expression.split("+")]
        else:
            rows[name] = expression
    found = {name: _meaning(expression, form) for name, expression in rows.items()}
    for suffix, keys in columns.items():
        for name, meaning in list(found.items()):
            if "·" not in name and all(cell.startswith("t3.") for group in meaning for cell in group):
                found[name + suffix] = frozenset(
                    frozenset(cell.removesuffix("total") + key for cell in group for key in keys) for group in meaning
                )
    return found


def _meaning(expression: str, form: Form) -> Meaning:
    groups = set()
    for group in expression.split("|"):
        cells: set[str] = set()
        for item in (part.strip() for part in group.split("+")):
            pattern = re.compile(re.escape(item).replace(r"\*", "[a-z_]+"))
            cells.update(cell for cell in form.cells if pattern.fullmatch(cell))
        groups.add(frozenset(cells))
    return frozenset(groups)


def sentences(name: str) -> list[Sentence]:
    names = legend()
    unit, found = "", []
    for line in _lines(name):
        if line.startswith("单位："):
            unit = line.removeprefix("单位：")
            continue
        text, labels, end = "", [], 0
        for match in _MARK.finditer(line):
            text += line[end : match.start()]
            start, end = len(text), match.end()
            text += match[1]
            for tie in match[3].split(";"):
                where = tie.strip()
                elsewhere = where.endswith("@他")
                what, _, relation = where.removesuffix("@他").strip().partition(" ")
                labels.append(Label(start, len(text), match[2] or match[1], names[what], relation or "数值", elsewhere))
        found.append(Sentence(unit, YEARS.get(unit, 2024), text + line[end:], tuple(labels)))
    return found


@dataclass(frozen=True, slots=True)
class Score:
    """``wrong`` and ``missed`` tell what disagrees, for the half that may be looked at."""

    right: int
    tied: int
    labelled: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.tied

    @property
    def recall(self) -> float:
        return self.right / self.labelled


def score(found: list[Sentence]) -> Score:
    right = tied = labelled = 0
    wrong, missed = [], []
    for sentence in found:
        mentions = read_text(sentence.text, "一.2", FORM, unit=sentence.unit, year=sentence.year)
        predicted = {
            (
                m.span.start,
                m.span.end,
                frozenset(frozenset(g) for g in t.quantity.alternatives),
                t.relation.value,
                t.elsewhere,
            )
            for m in mentions
            for t in m.ties
        }
        expected = {
            (label.start, label.end, label.meaning, label.relation, label.elsewhere) for label in sentence.labels
        }
        right += len(predicted & expected)
        tied += len(predicted)
        labelled += len(expected)
        wrong += [f"{sentence.text}\n    {_told(item, sentence)}" for item in predicted - expected]
        missed += [f"{sentence.text}\n    {_told(item, sentence)}" for item in expected - predicted]
    return Score(right, tied, labelled, tuple(wrong), tuple(missed))


def _told(item: tuple[int, int, Meaning, str, bool], sentence: Sentence) -> str:
    start, end, meaning, relation, elsewhere = item
    readings = " | ".join("+".join(sorted(group)) for group in meaning)
    return f"“{sentence.text[start:end]}” {readings} {relation}{' @他' if elsewhere else ''}"
