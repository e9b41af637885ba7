"""What a person has said about a register, kept for the next file: columns by their heads, values by their wording.

Kept as JSON in the program's data folder; a damaged or foreign file there counts as empty, for nothing depends on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from importers.register.mapping import Field, Layout, Mapping
from importers.register.vocabulary import Kind
from models.storage.atomic import write_whole
from models.storage.folder import data_folder, made

VERSION = 1
MAX_LAYOUTS = 50
"""The layouts kept, the latest ones."""

Told = dict[int, tuple[Field, str]]


@dataclass
class Memory:
    """``layouts``: fingerprint → what each column tells; ``answers``: (kind, value) → target."""

    layouts: dict[str, Told] = field(default_factory=dict)
    answers: dict[tuple[Kind, str], str] = field(default_factory=dict)

    def mapping(self, layouts: Iterable[Layout]) -> Mapping:
        """The proposed layouts with what is remembered of their heads, and the answers given before."""
        return Mapping({layout.fingerprint: self._recall(layout) for layout in layouts}, dict(self.answers))

    def _recall(self, layout: Layout) -> Layout:
        told = self.layouts.get(layout.fingerprint)
        if told is None:
            return layout
        for column in layout.columns:
            layout = layout.with_field(column.index, None)
        for index, (what, target) in told.items():
            if index < len(layout.columns):
                layout = layout.with_field(index, what, target)
        return Layout(layout.columns, remembered=True)

    def learn(self, mapping: Mapping) -> None:
        """Keep the layouts and answers of a mapping that a person has confirmed."""
        for key, layout in mapping.layouts.items():
            self.layouts.pop(key, None)
            self.layouts[key] = {c.index: (c.field, c.target) for c in layout.columns if c.field is not None}
        for key in list(self.layouts)[:-MAX_LAYOUTS]:
            del self.layouts[key]
        self.answers = dict(mapping.answers)


def memory_path() -> Path:
    return data_folder() / "register.json"


def recall(path: Path | None = None) -> Memory:
    """What is remembered; nothing where the file is missing, damaged or of another version."""
    try:
        content = json.loads((path or memory_path()).read_text("utf-8"))
        return _memory(content) if content.get("version") == VERSION else Memory()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Memory()


def remember(memory: Memory, path: Path | None = None) -> None:
    """Write what is remembered; raises UnwritableError, and then nothing changed."""
    target = path or memory_path()
    made(target.parent)
    content = {
        "version": VERSION,
        "layouts": {
            key: {str(index): [what.name, target] for index, (what, target) in told.items()}
            for key, told in memory.layouts.items()
        },
        "answers": [[kind.name, value, target] for (kind, value), target in memory.answers.items()],
    }
    write_whole(target, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _memory(content: dict[str, Any]) -> Memory:
    layouts = {
        str(key): {int(index): (Field[what], str(target)) for index, (what, target) in told.items()}
        for key, told in content["layouts"].items()
    }
    answers = {(Kind[kind], str(value)): str(target) for kind, value, target in content["answers"]}
    return Memory(layouts, answers)
