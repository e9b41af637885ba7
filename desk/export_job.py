"""Writing the chosen kinds of document, off the GUI thread, one after another; each file whole or not at all."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

import exporters
from desk.progress import Progress
from exporters import ExportError, Kind, Options
from models.report import Report
from models.storage import StorageError


@dataclass(frozen=True, slots=True)
class Target:
    """One document to write: its kind and where it goes."""

    kind: Kind
    path: Path


@dataclass(frozen=True, slots=True)
class Result:
    """``failure`` says why the file was not written ("" when it was); ``notes`` what had to be left out of it."""

    target: Target
    failure: str = ""
    notes: tuple[str, ...] = ()


def opened_elsewhere(path: Path) -> bool:
    """Whether Word, WPS or LibreOffice has the file open: each lays a small file beside it."""
    marks = (f"~${path.name[2:]}", f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")
    return any((path.parent / mark).exists() for mark in marks)


def free_name(path: Path) -> Path:
    """A name beside ``path`` that no file has yet: "…（2）.docx"."""
    number = 2
    while (other := path.with_name(f"{path.stem}（{number}）{path.suffix}")).exists():
        number += 1
    return other


def write(report: Report, target: Target, options: Options) -> Result:
    """Write one document; never raises for what a place or a report can do wrong."""
    if opened_elsewhere(target.path):
        said = f"“{target.path.name}”正在 Word 或 WPS 中打开，没有覆盖；请关闭后再导出，或换一个名字。"
        return Result(target, said)
    with contextlib.suppress(OSError):  # where it cannot be made, the writing says so in its words
        target.path.parent.mkdir(exist_ok=True)
    try:
        return Result(target, notes=exporters.export(report, target.path, options, target.kind))
    except (ExportError, StorageError) as error:
        return Result(target, str(error))


@dataclass(frozen=True)
class ExportJob:
    """The documents to write of one report."""

    report: Report
    targets: tuple[Target, ...]
    options: Options

    def run(self, progress: Progress) -> list[Result]:
        """Write one after the other; fewer where ``progress`` asked to stop."""
        results: list[Result] = []
        for number, target in enumerate(self.targets):
            if not progress(number, len(self.targets)):
                break
            results.append(write(self.report, target, self.options))
        return results

    def renamed(self, target: Target) -> ExportJob:
        """The same report written to another place."""
        return ExportJob(self.report, (target,), self.options)
