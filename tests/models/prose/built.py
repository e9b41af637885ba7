"""The development set of tests/cases/prose/built (its README tells what is in it), and how far the checks agree with it.

A part of ``dev.jsonl`` is marked ``final``: it was drawn by unit and left unread until it was measured once.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.checks import run_checks
from models.findings import Finding, Severity
from models.prose import Mention, Relation, mentions_of
from models.report import Report
from models.values import Value

BUILT = Path(__file__).parents[2] / "cases" / "prose" / "built"
FIVE = "主要问题是个别栏目更新不够及时，今后将加强对业务人员的培训，逐月检查栏目更新。"
SIX = "本年度未收取信息处理费，没有其他需要报告的事项。"
RELATIONS = {
    Relation.VALUE: "value",
    Relation.SHARE: "share",
    Relation.LAST_YEAR: "last_year",
    Relation.UP: "rise_pct",
    Relation.DOWN: "fall_pct",
    Relation.MORE: "more",
    Relation.LESS: "fewer",
}
WARNS = (Severity.WARNING, Severity.ERROR)

Line = dict[str, Any]


def lines(name: str) -> list[Line]:
    return [json.loads(line) for line in (BUILT / f"{name}.jsonl").read_text("utf-8").splitlines()]


@dataclass
class Passage:
    """One passage of a report: its text id and the labels of its numbers."""

    text_id: str
    text: str
    labels: list[Line]


@dataclass
class Told:
    """A report of ``dev.jsonl``: its passages by text, and the table that agrees with them."""

    report: Report
    passages: list[Passage] = field(default_factory=list)

    def place(self, passage: Passage) -> int:
        """Where the passage begins in its text."""
        return self.report.text(passage.text_id).index(passage.text)


def reports(part: str) -> list[Told]:
    """The reports of one part, ``work`` or ``final``, each with its agreeing table."""
    passages: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines("dev"):
        if line["part"] == part:
            passages[line["unit"], line["year"]].append(line)
    found = []
    for table in lines("dev-tables"):
        told = passages.get((table["unit"], table["year"]))
        if told:
            found.append(_report(table, told))
    return found


def filled(unit: str, year: int, cells: Line, texts: dict[str, str]) -> Report:
    """A report with these leaf cells, every other leaf nil, a plain 五 and 六, and these texts."""
    form = Report().form
    leaves: dict[str, Value] = {id: cells.get(id, 0) for id, cell in form.cells.items() if not cell.is_total}
    return Report().apply({"unit": unit, "year": year, "五": FIVE, "六": SIX, **leaves, **texts})


def _report(table: Line, told: list[Line]) -> Told:
    by_text: dict[str, list[str]] = defaultdict(list)
    for line in told:
        by_text[line["section"]].append(line["text"])
    texts = {id: "\n".join(found) for id, found in by_text.items()}
    passages = [Passage(line["section"], line["text"], line["labels"]) for line in told]
    return Told(filled(table["unit"], table["year"], table["cells"], texts), passages)


# ---- ties ----


@dataclass
class Ties:
    """How many ties were made, were right, were labelled; what was wrong and what was missed, in words."""

    right: int = 0
    tied: int = 0
    labelled: int = 0
    scoped: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.tied

    @property
    def recall(self) -> float:
        return self.right / self.labelled


def ties(found: list[Told], with_table: bool = True) -> Ties:
    """The ties of all reports against their labels, read with the agreeing table or without any."""
    score = Ties()
    for told in found:
        report = told.report if with_table else _without_figures(told.report)
        for id in {passage.text_id for passage in told.passages}:
            mentions = mentions_of(report, id)
            for passage in told.passages:
                if passage.text_id == id:
                    _score(score, passage, told.place(passage), mentions)
    return score


def _without_figures(report: Report) -> Report:
    return report.apply(dict.fromkeys(report.form.cells))


def _score(score: Ties, passage: Passage, place: int, mentions: list[Mention]) -> None:
    text = passage.text
    hit = [0] * len(passage.labels)
    for mention in mentions:
        start, end = mention.span.start - place, mention.span.end - place
        if not 0 <= start < len(text):
            continue
        for tie in mention.ties:
            groups = [sorted(group) for group in tie.quantity.alternatives]
            at = [
                i
                for i, label in enumerate(passage.labels)
                if _overlaps(start, end, label) and label["relation"] == RELATIONS[tie.relation]
            ]
            match = next(
                (i for i in at if any(g in [sorted(c) for c in passage.labels[i]["cells"]] for g in groups)), None
            )
            if match is None:
                score.tied += 1
                score.wrong.append(f"{text}\n    “{text[start:end]}” {tie.relation.name} {tie.quantity.expression}")
            else:
                hit[match] = 1
                if passage.labels[match].get("sure", True):
                    score.tied += 1
                    score.right += 1
                    score.scoped += tie.elsewhere == (passage.labels[match]["scope"] == "other")
    for i, label in enumerate(passage.labels):
        if label.get("sure", True):
            score.labelled += 1
            if not hit[i]:
                score.missed.append(
                    f"{text}\n    “{text[label['start'] : label['end']]}” {label['relation']} {label['cells'][0]}"
                )


def _overlaps(start: int, end: int, label: Line) -> bool:
    return bool(start < label["end"] and label["start"] < end)


# ---- false warnings ----


def warnings_of(report: Report, ids: set[str] | None = None) -> list[Finding]:
    """What the checks warn of in the texts (of ``ids`` alone, if given)."""
    return [
        f for f in run_checks(report) if f.severity in WARNS and f.spans and (ids is None or f.spans[0].text in ids)
    ]


def false_warnings(found: list[Told]) -> list[str]:
    return [f"{f.code} {f.message}" for told in found for f in warnings_of(told.report)]


def false_with_distractors(found: list[Told], seed: int = 1) -> list[str]:
    """As above, with five passages without labels of other reports added to each: what is warned of their numbers."""
    chance = random.Random(seed)
    others = [p for told in found for p in told.passages if not p.labels]
    said = []
    for told in found:
        more = "\n".join(p.text for p in chance.sample(others, 5) if p not in told.passages)
        before = {f.message for f in warnings_of(told.report)}
        report = told.report.apply({"一.1": f"{told.report.text('一.1')}\n{more}"})
        codes = ("text.number", "text.denied", "text.percent", "text.sum", "text.compared", "text.outcome")
        said += [f"{f.code} {f.message}" for f in warnings_of(report) if f.message not in before and f.code in codes]
    return said


# ---- changes that must be found ----


@dataclass
class Found:
    """Of ``tried`` changes how many were warned of, and how many were found at all; ``missed`` tells the others."""

    tried: int = 0
    warned: int = 0
    hinted: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def as_warning(self) -> float:
        return self.warned / self.tried

    @property
    def at_all(self) -> float:
        return (self.warned + self.hinted) / self.tried


def changed_numbers(found: list[Told], seed: int = 1, times: int = 2) -> Found:
    """Each labelled number changed at random, by 1 to a third, to what none of its readings is."""
    chance, result = random.Random(seed), Found()
    for told in found:
        before = _told(run_checks(told.report))
        for passage in told.passages:
            for label in passage.labels:
                for _ in range(times):
                    new = _changed(told, passage, label, chance)
                    if new:
                        _try(result, told, before, passage, label, new)
    return result


def _changed(told: Told, passage: Passage, label: Line, chance: random.Random) -> str:
    written = passage.text[label["start"] : label["end"]]
    digits = written.rstrip("%％")
    if label["relation"] not in ("value", "share") or label["scope"] == "other" or not label.get("sure", True):
        return ""
    if not digits.replace(".", "").isdecimal():
        return ""
    decimals = len(digits.partition(".")[2])
    unit = 10**decimals
    number = round(float(digits) * unit)
    readings = {sum(int(told.report.get(c) or 0) if c in told.report.values else 0 for c in g) for g in label["cells"]}
    for _ in range(20):
        apart = chance.randint(1, max(1, number // 3))
        new = number + chance.choice((-1, 1)) * apart
        if new >= 0 and (label["relation"] == "share" or new not in _figures(told, label)):
            return f"{new / unit:.{decimals}f}{written[len(digits) :]}"
    assert readings is not None
    return ""


def _figures(told: Told, label: Line) -> set[int]:
    from models.totals import evaluate

    figures = evaluate(told.report)
    return {int(figures.add(tuple(group))) for group in label["cells"]}


def _try(result: Found, told: Told, before: set[tuple[str, str]], passage: Passage, label: Line, new: str) -> None:
    text, place = told.report.text(passage.text_id), told.place(passage)
    start, end = place + label["start"], place + label["end"]
    report = told.report.apply({passage.text_id: text[:start] + new + text[end:]})
    first = text.rfind("。", 0, start) + 1
    last = text.find("。", start)
    last = len(text) if last < 0 else last
    result.tried += 1
    fresh = [f for f in run_checks(report) if (f.code, f.message) not in before]
    here = [
        f for f in fresh if any(s.text == passage.text_id and s.start <= last + 9 and s.end > first for s in f.spans)
    ]
    if any(f.severity in WARNS for f in here):
        result.warned += 1
    else:
        result.hinted += bool(here)
        kind = "hint" if here else "nothing"
        result.missed.append(f"{kind}: {text[first:start]}[{text[start:end]}→{new}]{text[end:last]}")


def _told(found: list[Finding]) -> set[tuple[str, str]]:
    return {(f.code, f.message) for f in found}


# ---- years, slots, shares, names ----


@dataclass
class Flags:
    """Of the lines to be flagged how many were; what was missed, and what was flagged that should not be."""

    found: int = 0
    wanted: int = 0
    silent: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.wanted

    @property
    def line(self) -> str:
        return f"{self.found} / {self.wanted}，误报 {len(self.false)} / {self.silent}"


def flags(name: str, codes: tuple[str, ...]) -> Flags:
    """How the lines of ``year``, ``slots``, ``shares`` or ``scope`` are told apart by warnings of these codes."""
    result = Flags()
    for line in lines(name):
        report = filled(line["unit"], line["year"], line.get("cells", {}), {line["section"]: line["text"]})
        found = [f for f in run_checks(report) if f.code in codes and any(s.text == line["section"] for s in f.spans)]
        said = any(f.severity in WARNS for f in found)
        if line["flag"]:
            result.wanted += 1
            result.found += said
            if not said:
                result.missed.append(line["text"])
        else:
            result.silent += 1
            if said:
                result.false.append(f"{line['text']} {[f.message for f in found]}")
    return result


def similar() -> Iterator[tuple[int, bool]]:
    """For each pair of 五: the percentage of clauses kept, and whether a warning came."""
    for line in lines("similar"):
        last = filled("临河县人民政府", 2023, {}, {"五": line["last"]})
        now = filled("临河县人民政府", 2024, {}, {"五": line["now"]})
        codes = [f.code for f in run_checks(now, previous=last) if f.severity in WARNS]
        yield line["kept"], "text.repeats" in codes
