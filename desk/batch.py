"""One run over many reports: read them and last year's, pair them by unit, check them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.files import files_in
from desk.inspect import Read, inspect_all, read_all
from desk.look import look_at
from desk.pairs import LastYear
from desk.progress import Progress
from desk.questions import Others, notes
from models.inspection import Inspected

MOST_LOOKED_AT = 24
"""Of more files at once the look is not checked: whoever checks so many asks for figures."""


@dataclass(frozen=True)
class Batch:
    """What was read. ``asked``: units whose last year's report a person has to name → the likely names."""

    reads: tuple[Read, ...]
    last_year: LastYear
    asked: Mapping[str, tuple[str, ...]]

    def decided(self, answers: Mapping[str, str]) -> Batch:
        """With a person's answers: unit → unit of last year, "" for none."""
        last_year = LastYear(self.last_year.reports, {**self.last_year.decided, **answers})
        return Batch(self.reads, last_year, last_year.questions(self.reads))

    def check(self, *, final: bool = False, progress: Progress | None = None) -> list[Inspected]:
        """Check every report beside last year's."""
        before = [self.last_year.of(read) for read in self.reads]
        others = Others(self.reads)
        few = len(self.reads) <= MOST_LOOKED_AT
        known = [
            (
                *notes(read, previous, self.last_year, self.asked, others),
                *(look_at(read.path) if few and not read.failure else ()),
            )
            for read, previous in zip(self.reads, before, strict=True)
        ]
        return inspect_all(self.reads, before, known, final=final, progress=progress)


def read_batch(paths: Sequence[Path], last_year: Path | None = None, progress: Progress | None = None) -> Batch:
    """Read the reports in files and folders, and last year's."""
    files = files_in(paths)
    named = set(files)
    older = [path for path in files_in([last_year] if last_year else []) if path not in named]
    reads = read_all([*files, *older], progress)
    before = LastYear([read for read in reads[len(files) :] if not read.failure])
    mine = tuple(reads[: len(files)])
    return Batch(mine, before, before.questions(mine))
