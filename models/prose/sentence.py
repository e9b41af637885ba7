"""Reading one sentence from left to right: what each number in it counts, from the words beside it and what was said.

A number is tied only on positive evidence: the words that touch it must all be known, and name something that the form
counts. Anything else stays untied, so that a check built on ties is silent where the reader does not understand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from models.findings import Span
from models.form import Form
from models.prose import evidence, windows
from models.prose.bodies import is_elsewhere
from models.prose.comparisons import CHANGES, Comparisons
from models.prose.completion import State, bare, completed, listed, named, said
from models.prose.denials import denied
from models.prose.numerals import COUNTED, Numeral
from models.prose.quantities import CASES, DOCUMENTS, ROLLED, Quantity, Slot, quantity_of, slot_of
from models.prose.reading import Mention, Relation, Tie, key_of
from models.prose.windows import EMPTY, Chain, Tokens
from models.prose.words import Kind
from models.prose.years import year_of

_MAX_DEPTH = 8


class Sentence(Comparisons):
    """The tokens of one sentence and what is found in them; ``state`` goes on to the next sentence."""

    def __init__(self, tokens: Tokens, text: str, text_id: str, form: Form, unit: str, state: State) -> None:
        tokens = evidence.not_held(tokens, text)
        self.tokens, self.state = tokens, state
        self.text, self.text_id, self.form, self.unit = text, text_id, form, unit
        self.names_last_year = any(token.kind is Kind.YEAR and token.key == "last" for token in tokens)
        self.found: dict[int, tuple[Tie, ...]] = {}
        self.most: dict[Quantity, int | Decimal] = {}  # the largest number of each thing that is the body's own
        self.wholes: list[Slot] = []
        self.parts = False  # whether parts have been told
        self.of_unknown = False  # parts are told of a number that is not understood
        self.parts_of = ""  # the unit of the tied number whose parts are being told

    def read(self, number: int) -> list[Mention]:
        """Every number and denial; ``number`` is the sentence's place in its text."""
        state = self.state
        outer: list[State] = []
        parts: dict[int, tuple[int, int]] = {}
        part = 0
        for i, token in enumerate(self.tokens):
            kind = token.kind
            if kind is Kind.NUMBER:
                if i not in self.found and token.numeral is not None:
                    self._number(i, token.numeral)
                if i not in self.found and token.key not in ("%", "万元") and self._opens_a_part(i):
                    self.of_unknown = True
                parts[i] = (part, len(outer))
            elif kind is Kind.OBJECT and not (i and self.tokens[i - 1].kind is Kind.SHARE):
                state.object, state.foreign = token.key, False
            elif kind is Kind.NOT and state.year in ("", "this"):
                elsewhere = is_elsewhere(*state.body, self.unit)
                ties = [Tie(each, Relation.VALUE, elsewhere) for each in denied(self.tokens, i, state, self.form.id)]
                if ties:
                    self.found[i] = tuple(dict.fromkeys(ties))
            elif kind is Kind.OPEN and len(outer) < _MAX_DEPTH:
                outer.append(replace(state))
            elif kind is Kind.CLOSE and outer:
                before = outer.pop()
                row = before.row or (state.row if before.compared else None)  # 比2023年（105件）增加13件
                state.object, state.row, state.foreign, state.action = before.object, row, before.foreign, before.action
                state.year, state.body = before.year, before.body
            elif kind is Kind.YEAR:
                state.year = year_of(self.tokens, self.text, i, state.year)
            elif kind is Kind.BODY and not evidence.is_within_a_noun(self.tokens, self.text, i):
                joined = evidence.joins_units(self.tokens, i)
                state.body = ("area", "各级") if joined else (token.key, self.text[token.start : token.end])
            elif kind is Kind.AGAINST:
                state.compared = True
            elif kind in (Kind.PART, Kind.EACH):
                part = i + 1
                self.parts = True
                self.parts_of = self.tokens[state.last[0]].key if state.last and not state.foreign else ""
            elif kind is Kind.COMMA:
                self._clause_ends(i)
                if self.text[token.start] in "；;":
                    self.parts_of, self.of_unknown = "", False
        self._without_a_whole()
        return list(self._mentions(parts, number))

    @property
    def whole(self) -> Slot | None:
        """The only thing that the sentence counted as a whole; None where it counted none or several."""
        return self.wholes[0] if len(self.wholes) == 1 else None

    def _mentions(self, parts: Mapping[int, tuple[int, int]], number: int) -> Iterator[Mention]:
        tokens = self.tokens
        key = key_of(self.text_id, self.text[tokens[0].start : tokens[-1].end])
        chosen = [i for i, t in enumerate(tokens) if t.kind is Kind.NUMBER or (t.kind is Kind.NOT and i in self.found)]
        for ordinal, i in enumerate(chosen):
            token = tokens[i]
            part, depth = parts.get(i, (0, 0))
            yield Mention(
                Span(self.text_id, token.start, token.numeral.end if token.numeral else token.end),
                token.numeral,
                self.found.get(i, ()),
                f"{key}:{ordinal}",
                windows.excerpt(tokens, self.text, i),
                number,
                i,
                part,
                depth,
            )

    # ---- numbers ----

    def _number(self, i: int, numeral: Numeral) -> None:
        state = self.state
        chain = windows.before(self.tokens, i)
        core = [t for t in chain.tokens if t.kind not in EMPTY or t.kind in (Kind.YEAR, Kind.AGAINST)]
        if core and core[-1].kind is Kind.CHANGE and (numeral.unit in ("%", "万元") or numeral.unit in COUNTED):
            self._change(i, CHANGES[core[-1].key])
        elif numeral.unit in COUNTED and (key := self._more_of(chain)):
            self._change(i, CHANGES[key])
        elif numeral.unit == "%":
            self._share(i, chain)
        elif numeral.unit == "万元":
            if slot_of(chain.last).object == "fees":
                self._tie(i, Slot("fees"))
        elif numeral.unit not in COUNTED:
            self._passed_by(i)
        elif i + 1 < len(self.tokens) and self.tokens[i + 1].kind is Kind.NUMBER:
            return  # 行政许可2项276件: the second measure counts
        elif self._falls_to(i) and not (core and core[-1].key == "last"):
            return  # 由311件减少至286件: of which year is not said
        elif core and core[-1].key == "last" and evidence.compares(self.tokens, self.text, i, chain, core):
            self._last_year(i, chain)
        elif state.row and core and core[-1].key == "last" and {t.kind for t in core} <= {Kind.YEAR, Kind.AGAINST}:
            self._tie(i, state.row, Relation.LAST_YEAR, remember=False)
        elif chain.tokens and (chain.tokens[0].kind, chain.tokens[0].key) == (Kind.TOTAL, "to"):
            self._risen_to(i, chain)
        else:
            slots = named(chain)
            if len(slots) == 1 and (shares := evidence.shared_out(self.tokens, i)):
                self.found.update(dict.fromkeys(shares, ()))
                return
            if len(slots) > 1 and (self._all_nil(i, numeral, slots) or self._distributed(i, chain, slots)):
                return
            slot = (
                None
                if evidence.is_some_part(self.tokens, self.text, i, chain, slots)
                else self._counted(i, chain, listed(slots, chain))
            )
            if slot is None:
                return
            slot = completed(slot, state, self.tokens, i, chain)
            if evidence.reviews_others(self.tokens, self.text, i, slot):
                self.of_unknown = True
            else:
                self._tie(i, slot)

    def _counted(self, i: int, chain: Chain, slot: Slot | None) -> Slot | None:
        """What the words before the number say (``slot``), else those behind it; None where it counts something else."""
        if slot is None:
            return None
        following, unknown = windows.after(self.tokens, i)
        behind = slot_of(following)
        if slot.is_empty and self._rolls_on(chain):
            return Slot("requests", "carried_out")
        if slot.is_empty:
            if not behind.is_empty:
                return behind
            if chain.is_blocked or unknown:
                if chain.stop is None or chain.stop.key != "channel":
                    self._passed_by(i)
                return None
            return bare(self.state, chain)
        if slot == Slot(action="disclosed") and evidence.begins_results(self.tokens, i, chain):
            return Slot("requests", result="granted")
        if slot == Slot(action=slot.action):
            if unknown or evidence.done_with_something_else(self.tokens, self.text, i, chain):
                self._passed_by(i)
                return None
            result = "" if slot.action in ROLLED else behind.result
            return replace(slot, object=behind.object, result=result)
        if slot.object in DOCUMENTS and slot == Slot(slot.object) and behind == Slot(action=behind.action):
            return replace(slot, action=behind.action)  # 规范性文件 6 件继续有效
        if slot == Slot("requests") and evidence.of_another_kind(self.text, chain):
            self._passed_by(i)
            return None
        if slot == Slot("requests") and behind.is_empty and evidence.is_one_of(self.text, chain):
            return None
        if slot == Slot("requests") and not behind.is_empty:
            return replace(behind, object="requests")
        return slot

    def _rolls_on(self, chain: Chain) -> bool:
        """办结45件，结转3件: what is carried without saying where, after what was concluded, is carried on."""
        rolls = len(chain.tokens) == 1 and chain.tokens[0].kind is Kind.ROLL
        comma = chain.stop is not None and chain.stop.kind is Kind.COMMA
        return rolls and comma and "answered" in self.state.told and "carried_in" not in self.state.told

    def _opens_a_part(self, i: int) -> bool:
        """Whether parts of the number follow: 自行答复的45件中，公开21件; 来信32件，其中公开20件."""
        following = [t for t in self.tokens[i + 1 : i + 5] if t.kind not in (Kind.COMMA, Kind.OPEN)]
        if not following:
            return False
        first = following[0]
        return first.kind is Kind.PART or (first.kind is Kind.GLUE and self.text.startswith("中", first.start))

    def _passed_by(self, i: int) -> None:
        """The number counts something else, and so does what follows, unless it is a part of a whole that is counted."""
        amended = self.state.object in DOCUMENTS and i and self.tokens[i - 1].key == "lapsed"
        if not amended and (not self.parts_of or self.parts_of != self.tokens[i].key):
            self.state.foreign = True
            self.state.made = said(self.tokens, i) == "made"

    def _all_nil(self, i: int, numeral: Numeral, slots: list[Slot]) -> bool:
        """信息公开申请、行政复议、行政诉讼均为零: the number counts each of them."""
        if numeral.value != 0 or numeral.cell or self.state.year not in ("", "this"):
            return False
        received = Slot("requests", "received")
        told = [quantity_of(self.form.id, received if slot == Slot("requests") else slot) for slot in slots]
        elsewhere = is_elsewhere(*self.state.body, self.unit)
        ties = tuple(Tie(quantity, Relation.VALUE, elsewhere) for quantity in told if quantity is not None)
        if len(ties) == len(slots):
            self.found[i] = ties
        return len(ties) == len(slots)

    def _distributed(self, i: int, chain: Chain, slots: list[Slot]) -> bool:
        """规章、规范性文件 1 件、8 件 and 分别为 3、4、5 件: as many numbers as things, in their order."""
        run = [i]
        while len(run) < len(slots):
            j = run[-1] + 1
            while j < len(self.tokens) and self.tokens[j].kind in (Kind.AND, Kind.COMMA, Kind.GLUE):
                j += 1
            if j >= len(self.tokens) or self.tokens[j].kind is not Kind.NUMBER or j == run[-1] + 1:
                return False
            run.append(j)
        for slot, j in zip(slots, run, strict=True):
            open_ended = slot == Slot(object=slot.object) or not slot.object
            slot = slot.under(slots[0]) if open_ended else slot
            self._tie(j, completed(slot, self.state, self.tokens, i, chain))
            self.found.setdefault(j, ())
        return True

    # ---- ties ----

    def _tie(self, i: int, slot: Slot, relation: Relation = Relation.VALUE, *, remember: bool = True) -> None:
        state = self.state
        quantity = quantity_of(self.form.id, slot)
        if (slot.object in (*CASES, "cases") or self._only_calls_them_requests(i)) and evidence.some_concern_disclosure(
            self.tokens, self.text, i
        ):
            return
        if quantity is None or not evidence.fits(self.tokens, i, slot):
            if quantity is None and slot.object not in CASES:
                self._passed_by(i)
            return
        if relation is Relation.VALUE and slot.action not in ROLLED:
            if state.year in ("next", "other"):
                return
            if state.year == "last":
                relation, remember = Relation.LAST_YEAR, state.row is None
        tie = Tie(quantity, relation, is_elsewhere(*self._body(i, slot), self.unit))
        if relation is Relation.VALUE and not tie.elsewhere and self._is_part_of_the_same(i, quantity):
            return
        if self.of_unknown and relation is Relation.VALUE and (slot.result or slot.outcome):
            return
        self.found[i] = (tie,)
        value = self._worth(i)
        if relation is Relation.VALUE and not tie.elsewhere and value is not None:
            self.most[quantity] = max(value, self.most.get(quantity, value))
        if relation is Relation.VALUE:
            if slot.object == "requests":
                state.told.add(slot.action)
            state.last = (i, slot)
            if not (self.parts or tie.elsewhere or slot.applicant or slot.result or slot.outcome):
                self.wholes += [] if slot in self.wholes else [slot]
        if relation is Relation.VALUE or (remember and slot.object):
            waiting, state.waiting = state.waiting, []
            for j, change in waiting:
                self.found[j] = (replace(tie, relation=change),)
        if remember:
            self._remember(slot)

    def _only_calls_them_requests(self, i: int) -> bool:
        """受理各类申请426件 may count more than requests for information."""
        return all(t.kind is not Kind.OBJECT or t.end - t.start == 2 for t in windows.left(self.tokens, i))

    def _body(self, i: int, slot: Slot) -> tuple[str, str]:
        """Whose number it is; the government named with an outcome is the one that reviewed: 其中县政府维持 3 件."""
        reviewed = slot.outcome and self.state.body[0] == "seat"
        if reviewed:
            return ("", "")
        if evidence.is_the_seats_part(self.tokens, i, slot):
            return ("units", self.state.body[1])  # 全市受理 535 件，其中市政府受理 74 件
        return self.state.body

    def _is_part_of_the_same(self, i: int, quantity: Quantity) -> bool:
        """收到 418 件，受理 402 件: a smaller number of what the sentence has counted already is a part of it."""
        value, whole = self._worth(i), self.most.get(quantity)
        return value is not None and whole is not None and value < whole

    def _worth(self, i: int) -> int | Decimal | None:
        numeral = self.tokens[i].numeral
        return None if numeral is None or numeral.cell else numeral.value

    def _remember(self, slot: Slot) -> None:
        state = self.state
        state.foreign, state.unsaid = False, None
        state.action = slot.action or state.action
        if not slot.applicant and slot.action not in ROLLED:
            state.row = slot
        if slot.object and not (state.object == "suits" and slot.object in ("direct", "after_review")):
            state.object = slot.object

    def _clause_ends(self, i: int) -> None:
        """Remember what a clause named without a number, for a bare total in the next one."""
        left = windows.left(self.tokens, i)
        slot = slot_of(left)
        if not slot.is_empty and not any(token.kind is Kind.NOT for token in left):
            self.state.unsaid = completed(slot, self.state, self.tokens, i, Chain((tuple(left),)))
            self.state.action = slot.action or self.state.action
