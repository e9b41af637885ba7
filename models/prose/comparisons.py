"""What a sentence compares: shares of a whole, changes against last year, and last year's numbers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from itertools import pairwise

from models.prose import windows
from models.prose.completion import State, completed, listed, named
from models.prose.quantities import Slot, slot_of
from models.prose.reading import Relation, Tie
from models.prose.windows import Chain, Tokens
from models.prose.words import Kind

CHANGES = {"up": Relation.UP, "down": Relation.DOWN, "more": Relation.MORE, "less": Relation.LESS}
_IN_PERCENT = {Relation.MORE: Relation.UP, Relation.LESS: Relation.DOWN}


class Comparisons(ABC):
    """The part of ``Sentence`` that reads what is compared."""

    tokens: Tokens
    text: str
    state: State
    names_last_year: bool
    found: dict[int, tuple[Tie, ...]]

    @abstractmethod
    def _tie(self, i: int, slot: Slot, relation: Relation = Relation.VALUE, *, remember: bool = True) -> None: ...

    def _share(self, i: int, chain: Chain) -> None:
        state = self.state
        if any(token.kind is Kind.EACH for token in chain.last):
            self._in_order(i, Relation.SHARE)
            return
        in_brackets = chain.bracketed and chain.is_bare
        told = self.found.get(i - 2, ()) if in_brackets else ()
        if told and told[0].relation in _IN_PERCENT:  # 增加了12件（16.2%）
            self.found[i] = (replace(told[0], relation=_IN_PERCENT[told[0].relation]),)
            return
        if not (in_brackets or any(token.kind is Kind.SHARE for token in chain.last)):
            return
        left = windows.left(self.tokens, i)
        at = next((n for n, token in enumerate(left) if token.kind is Kind.SHARE), len(left))
        slot, unknown = slot_of(left[:at]), windows.strange(left[:at])
        if slot.result or not (slot.is_empty or unknown):
            self._tie(i, completed(slot, state, self.tokens, i, chain), Relation.SHARE, remember=False)
        elif (
            slot.is_empty and not unknown and state.last and not windows.numbers_between(self.tokens, state.last[0], i)
        ):
            self._tie(i, state.last[1], Relation.SHARE, remember=False)

    def _in_order(self, i: int, relation: Relation) -> None:
        """分别占41.3%、10.8%和6.6%, 分别增加 5 件、2 件: of as many numbers before, in their order."""
        run = [i]
        for j in range(i + 1, len(self.tokens)):
            if self.tokens[j].kind is Kind.NUMBER and self.tokens[j].key == self.tokens[i].key:
                run.append(j)
            elif self.tokens[j].kind not in (Kind.AND, Kind.COMMA, Kind.GLUE):
                break
        numbers = [j for j in range(max(0, i - windows.REACH * 2), i) if self.tokens[j].kind is Kind.NUMBER]
        counted = numbers[-len(run) :]
        values = [tie for j in counted for tie in self.found.get(j, ()) if tie.relation is Relation.VALUE]
        paired = len(values) == len(run) == len(counted)
        for n, j in enumerate(run):
            self.found[j] = (replace(values[n], relation=relation),) if paired else ()

    def _change(self, i: int, told: Relation) -> None:
        state = self.state
        rising = told in (Relation.UP, Relation.MORE)
        if self.tokens[i].key == "%":
            relation = Relation.UP if rising else Relation.DOWN
        else:
            relation = Relation.MORE if rising else Relation.LESS
            if not (state.compared or self.names_last_year):
                return
        left = windows.left(self.tokens, i)
        if any(token.kind is Kind.EACH for token in left):
            self._in_order(i, relation)
            return
        slot = slot_of(token for token in left if token.kind is not Kind.YEAR)
        if not slot.is_empty:
            slot = Slot("requests", "received") if slot == Slot("requests") else slot
            self._tie(i, completed(slot, state, self.tokens, i, Chain((tuple(left),))), relation)
        elif windows.strange(left) or state.foreign:
            return
        elif state.row:
            self._tie(i, state.row, relation, remember=False)
        else:
            state.waiting.append((i, relation))

    def _last_year(self, i: int, chain: Chain) -> None:
        """申请量由2023年的 2540 件降至…: what is named before the year; else what the sentence has said or names later."""
        slot = listed(named(chain), chain)
        if slot is None:
            return
        if not slot.is_empty:
            self._tie(i, completed(slot, self.state, self.tokens, i, chain), Relation.LAST_YEAR)
        elif self.state.row:
            self._tie(i, self.state.row, Relation.LAST_YEAR, remember=False)
        elif chain.stop is None or chain.stop.kind in windows.BREAKS:
            self.state.waiting.append((i, Relation.LAST_YEAR))

    def _more_of(self, chain: Chain) -> str:
        """比2023年多受理申请 2 件: the key of the change where it stands before what was done."""
        for word, following in pairwise(chain.tokens):
            if word.kind is Kind.CHANGE and word.key in ("more", "less") and following.kind is Kind.ACTION:
                return word.key if self.state.compared else ""
        return ""

    def _falls_to(self, i: int) -> bool:
        following = next((t for t in self.tokens[i + 1 : i + 4] if t.kind not in (Kind.GLUE, Kind.CLOSE)), None)
        return following is not None and (following.kind, following.key) == (Kind.TOTAL, "to")

    def _risen_to(self, i: int, chain: Chain) -> None:
        """由2023年的2540件降至 2416 件: this year's number, where the one before is known for last year's."""
        before = next((j for j in range(i - 1, max(-1, i - windows.REACH), -1) if self.tokens[j] is chain.stop), -1)
        ties = self.found.get(before, ())
        if ties and ties[0].relation is Relation.LAST_YEAR and self.state.row:
            self._tie(i, self.state.row, remember=False)

    def _without_a_whole(self) -> None:
        """同比减少124件，降幅4.9%: a sentence of nothing but changes speaks of the one thing that the last one counted."""
        state, told = self.state, [i for i in self.found if self.tokens[i].kind is Kind.NUMBER]
        if state.waiting and not told and state.whole and not state.foreign and not self._names_something_else():
            for i, relation in state.waiting:
                self._tie(i, state.whole, relation, remember=False)

    def _names_something_else(self) -> bool:
        first = self.state.waiting[0][0]
        return any(t.kind in (Kind.OTHER, Kind.FOREIGN, Kind.BODY) for t in self.tokens[:first])
