"""Reading one sentence from left to right: what each number in it may count, and what is said for the ones that follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

from models.form import Form
from models.prose.candidates.context import Context
from models.prose.candidates.denials import denied
from models.prose.candidates.doubts import doubts_of
from models.prose.candidates.place import Place
from models.prose.candidates.rule import Reading, Rule
from models.prose.candidates.rules import first_reading
from models.prose.clauses.tree import REACH, Clause, clauses, walk
from models.prose.clauses.years import year_of
from models.prose.lexicon.bodies import is_elsewhere
from models.prose.lexicon.numerals import COUNTED
from models.prose.lexicon.quantities import quantity_of
from models.prose.lexicon.slots import DOCUMENTS, Slot, slot_of
from models.prose.lexicon.tokens import Token, Tokens
from models.prose.lexicon.words import Kind
from models.prose.reading import Relation

UNLIKELY = 0.3
"""Weight below which a number is taken to count something else."""
_AGAINST = (Relation.MORE, Relation.LESS, Relation.UP, Relation.DOWN, Relation.LAST_YEAR)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number or denial (token ``index`` of the sentence) with its readings; none: it counts nothing of the form.

    ``rule`` is the name of the rule that decided, "" for none. ``elsewhere``: told of another body. ``part``: the place of
    the 其中 whose parts it is one of.
    """

    index: int
    token: Token
    readings: tuple[Reading, ...]
    elsewhere: bool
    part: int
    depth: int
    rule: str = ""


class Sentence:
    """One sentence on its way; ``said`` goes on to the next one."""

    def __init__(self, tokens: Tokens, text: str, section: str, form: Form, unit: str, said: Context) -> None:
        self.text, self.section, self.form, self.unit, self.said = text, section, form, unit, said
        self.clauses = clauses(tokens, text)
        self.found: list[Candidate] = []
        self.wholes: list[Slot] = []
        self._outer: list[Context] = []
        self._part = 0
        self._clause: Clause | None = None

    def read(self) -> list[Candidate]:
        """Every number, and every denial that names something of the form, in order."""
        for clause, i in walk(self.clauses):
            if clause is not self._clause:
                self._enter(clause)
            self._token(clause, i)
        self._without_a_whole()
        return self.found

    @property
    def whole(self) -> Slot | None:
        """The only thing that the sentence counted as a whole; None where it counted none or several."""
        return self.wholes[0] if len(self.wholes) == 1 else None

    # ---- from clause to clause ----

    def _enter(self, clause: Clause) -> None:
        previous = self._clause
        self._clause = clause
        if previous is None:
            return
        while clause.depth > len(self._outer):
            self._outer.append(self.said.copy())
        left = False
        while clause.depth < len(self._outer):
            self._close(self._outer.pop())
            left = True
        if clause.depth == previous.depth and not left:
            self._clause_ends(previous, clause.mark)

    def _close(self, before: Context) -> None:
        """Leave a bracket: what it spoke of holds no longer, but for the row that only it named."""
        said = self.said
        row = before.row or (said.row if before.compared else None)  # 比2023年（105件）增加13件
        said.object, said.row, said.foreign, said.action = before.object, row, before.foreign, before.action
        said.year, said.body, said.last, said.parts_of = (
            before.year,
            before.body,
            before.last or said.last,
            before.parts_of,
        )

    def _clause_ends(self, clause: Clause, mark: str) -> None:
        said = self.said
        if not clause.numbers:
            slot = slot_of(clause.tokens)
            said.opening = clause.tokens
            said.unsaid = slot if slot.object or slot.applicant else said.unsaid
            if slot.action and slot.object in ("", "requests") and slot.action not in ("disclosed", "published"):
                said.action = slot.action
        else:
            said.unsaid, said.opening = None, []
        if mark in "；;":
            said.parts_of = None
            said.body = said.body if said.body[0] in ("own", "area") else ("", "")

    # ---- tokens ----

    def _token(self, clause: Clause, i: int) -> None:
        token, said = clause.tokens[i], self.said
        match token.kind:
            case Kind.NUMBER:
                self._number(clause, i)
            case Kind.NOT:
                self._denial(clause, i)
            case Kind.OBJECT if token.key != "disclosure" and not (i and clause.tokens[i - 1].kind is Kind.SHARE):
                said.object, said.foreign = token.key, False
            case Kind.YEAR:
                said.year = year_of(clause, i, self.text, said.year)
            case Kind.BODY if not (token.key == "units" and i and clause.tokens[i - 1].kind is Kind.OTHER):
                joined = [t for t in clause.tokens[max(0, i - 2) : i] if t.kind is Kind.AND or t.key == "units"]
                joined = joined if not joined or clause.tokens[i - 1].kind is Kind.AND else []
                words = self.text[token.start : token.end]
                after_area = bool(i) and (clause.tokens[i - 1].kind, clause.tokens[i - 1].key) == (Kind.BODY, "area")
                if after_area:
                    return  # 全市各级各单位
                said.body = ("area", "各级") if len(joined) == 2 else (token.key, words)
                if i and clause.tokens[i - 1].kind is Kind.PART and words.endswith("政府"):
                    said.body = ("units", words)  # 其中市政府受理74件: those of the government proper
            case Kind.AGAINST:
                said.compared = True
            case Kind.PART:
                self._part = clause.indices[i] + 1
                said.parts_of = said.parts_of or ("counted" if self._has_a_whole() else "")

    def _has_a_whole(self) -> bool:
        """Whether something was counted of which the parts are told now, in this sentence or in the one before."""
        said = self.said
        return not said.foreign and (said.last is not None or said.whole is not None)

    def _denial(self, clause: Clause, i: int) -> None:
        said = self.said
        if said.year not in ("", "this"):
            return
        readings = tuple(
            Reading((slot,), Relation.VALUE, weight, "denied") for slot, weight in denied(clause, i, self.text, said)
        )
        if readings:
            self._add(clause, i, readings)

    def _number(self, clause: Clause, i: int) -> None:
        place = Place(clause, i, self.text, self.said, self.section)
        rule, reading = (None, None) if self._year(place) else first_reading(place)
        if reading is not None and rule is not None:
            reading = self._weighed(place, reading, rule)
        known = reading is not None and all(quantity_of(self.form.id, slot) is not None for slot in reading.slots)
        self._add(clause, i, (reading,) if reading is not None and known else (), rule.name if rule else "")
        if reading is not None:
            self._remember(place, reading)
        elif rule is not None and rule.relation(place) in _AGAINST:
            self._wait(place, rule.relation(place))
        else:
            self._passed_by(place, rule)

    def _year(self, place: Place) -> bool:
        """Whether the number is one of another year than this or the last."""
        return self.said.year in ("other", "next") and not any(t.kind is Kind.ROLL for t in place.before)

    def _weighed(self, place: Place, reading: Reading, rule: Rule) -> Reading:
        relation = reading.relation
        if self.said.year == "last" and relation is Relation.VALUE and reading.slots[0].action not in ("carried_in",):
            relation = Relation.LAST_YEAR
        doubts = () if rule.certain else doubts_of(place, reading.slots[0])
        weight = reading.weight * prod(doubt.factor for doubt in doubts)
        return replace(reading, weight=weight, relation=relation, doubts=tuple(doubt.name for doubt in doubts))

    def _add(self, clause: Clause, i: int, readings: tuple[Reading, ...], rule: str = "denied") -> None:
        outcome = bool(readings) and bool(readings[0].slots[0].outcome)  # 县政府维持3件 is told of the report's body
        elsewhere = not outcome and is_elsewhere(*self.said.body, self.unit)
        self.found.append(
            Candidate(
                clause.indices[i],
                clause.tokens[i],
                readings,
                elsewhere,
                self._part if clause.tokens[i].kind is Kind.NUMBER else 0,
                clause.depth,
                rule,
            )
        )

    def _passed_by(self, place: Place, rule: Rule | None) -> None:
        """The number counts something else; so does what is done with it, unless it is a part of what is counted."""
        said = self.said
        other_unit = place.unit not in COUNTED and bool(place.slot.object)
        if place.unit == "%" or (rule is not None and rule.quiet) or other_unit or place.slot.object in DOCUMENTS:
            return
        amended = any(t.key == "lapsed" for t in place.before)
        if not amended and said.parts_of != "counted":
            said.foreign = True
            said.last = None

    def _remember(self, place: Place, reading: Reading) -> None:
        said, slot = self.said, reading.slots[-1]
        if reading.relation is Relation.LAST_YEAR:
            said.told.add("last year")
            said.row = said.row or slot
            return
        if reading.relation in (Relation.MORE, Relation.LESS, Relation.UP, Relation.DOWN):
            said.row = said.row or slot
            self._waited_for(slot)
        if reading.relation is not Relation.VALUE or reading.weight < UNLIKELY:
            if reading.weight < UNLIKELY:
                self._passed_by(place, None)
            return
        said.last, said.unit = slot, place.unit
        said.foreign = False
        said.recent = [*said.recent[-5:], *reading.slots]
        if slot.object:
            said.object = slot.object
        if not slot.applicant:
            said.row = slot
            said.action = slot.action or said.action
            if not is_elsewhere(*said.body, self.unit):
                self.wholes.append(slot)
        if slot.object == "requests":
            said.told.add(slot.action)
        self._waited_for(slot)

    def _wait(self, place: Place, relation: Relation) -> None:
        """较上年增长12.3%，全年收到申请64件: what rose is named later."""
        strange = any(t.kind in (Kind.OTHER, Kind.FOREIGN) for t in place.preceding)
        if not self.said.foreign and not strange and len(self.said.waiting) < 4:
            self.said.waiting.append((len(self.found) - 1, relation))

    def _waited_for(self, slot: Slot) -> None:
        for at, relation in self.said.waiting:
            candidate = self.found[at]
            reading = Reading((slot,), relation, 0.85, "named later")
            self.found[at] = replace(candidate, readings=(reading,))
        self.said.waiting.clear()

    def _without_a_whole(self) -> None:
        """同比减少124件，降幅4.9%: a sentence of nothing but changes speaks of the one thing that the last one counted."""
        said = self.said
        if (
            said.waiting
            and said.whole
            and not said.foreign
            and not any(candidate.readings for candidate in self.found[:REACH])
        ):
            self._waited_for(said.whole)
        said.waiting = []
