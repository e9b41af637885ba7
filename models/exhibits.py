"""Pictures and small tables inside the texts of a report.

A text holds an anchor, ``⟦图:ab⟧``, where one stands: on a line of its own, as an editor puts it. What stands there is kept beside the
texts, so that one kind of edit, undo and file serve it as well:

* ``exhibit.ab``: what it is, as JSON: ``{"caption", "alt", "width": percent of the text, "rows": [[…]] of a table}``;
* ``picture.ab``: the bytes of a picture (PNG or JPEG) in base64, at the end of the file.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.json_text import quoted
from models.report import EXHIBIT, PICTURE, Edit, Report
from models.values import Value

ANCHOR = re.compile("⟦图:([a-z]{1,8})⟧")
_OWN_LINE = re.compile(rf"(?:^|\n)[ \t\u3000]*(?:{ANCHOR.pattern}[ \t\u3000]*)+(?=\n|$)")
MAX_BYTES = 5 * 1024 * 1024
"""Of all pictures of a report together."""
MAX_SIDE = 20_000
"""Pixels."""
MAX_ROWS, MAX_COLUMNS = 40, 12
"""A small table has no more."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture (``data``) or a small table (``rows``, the first of them its head). ``alt`` says what is to be seen to whoever
    cannot see it; ``width`` is in hundredths of the width of the text."""

    caption: str = ""
    alt: str = ""
    width: int = 100
    data: bytes = b""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def kind(self) -> str:
        return "图" if self.data else "表"

    @property
    def name(self) -> str:
        """What it is called where it cannot be shown."""
        words = self.caption or self.alt
        return f"〔{self.kind}：{words}〕" if words else f"〔{self.kind}〕"

    @property
    def described(self) -> str:
        """The alternative text; the caption where nobody wrote one."""
        return self.alt or self.caption or ("图片" if self.data else "表格")

    @property
    def suffix(self) -> str:
        """Of the file that its bytes would be."""
        return "png" if self.data.startswith(b"\x89PNG") else "jpg"


def anchor(key: str) -> str:
    return f"⟦图:{key}⟧"


def keys_in(text: str) -> list[str]:
    """The keys of what stands in a text, in order."""
    return ANCHOR.findall(text) if "⟦图" in text else []


def exhibit_ids(text: str) -> list[str]:
    """The ids under which what stands in a text is kept."""
    return [f"{prefix}.{key}" for key in keys_in(text) for prefix in (EXHIBIT, PICTURE)]


def without_anchors(text: str) -> str:
    """The words of a text alone."""
    if "⟦图" not in text:
        return text
    stripped = ANCHOR.sub("", _OWN_LINE.sub("", text))
    return stripped.removeprefix("\n") if text.lstrip(" \t\u3000").startswith("⟦图") else stripped


def placed(text: str, position: int, key: str) -> str:
    """The text with an anchor on a line of its own at this position."""
    before, after = text[:position], text[position:]
    head = f"{before}\n" if before and not before.endswith("\n") else before
    tail = f"\n{after}" if after and not after.startswith("\n") else after
    return f"{head}{anchor(key)}{tail}"


def taken_out(text: str, key: str) -> str:
    """The text without this anchor, and without the line that only it stood on."""
    mark = re.escape(anchor(key))
    return re.sub(rf"(?:^{mark}\n|\n{mark}(?=\n|$)|{mark})", "", text)


def named_anchors(report: Report, text: str) -> str:
    """A text with the name of each exhibit in its place."""
    return ANCHOR.sub(lambda match: ((found := exhibit_of(report, match[1])) and found.name) or "", text)


def exhibit_of(report: Report, key: str) -> Exhibit | None:
    """The exhibit of this key; None where the report has none, or what it has is none."""
    try:
        about = json.loads(report.text(f"{EXHIBIT}.{key}") or "null")
        data = base64.b64decode(report.text(f"{PICTURE}.{key}"), validate=True)
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(about, dict):
        return None
    written = about.get("rows", [])
    rows = tuple(tuple(map(str, row)) for row in written if isinstance(row, list)) if isinstance(written, list) else ()
    if (not data or size_of(data) is None) and not rows:
        return None
    width = about.get("width", 100)
    return Exhibit(
        str(about.get("caption", "")),
        str(about.get("alt", "")),
        min(max(width, 5), 100) if isinstance(width, int) else 100,
        data,
        () if data else tuple(row[:MAX_COLUMNS] for row in rows[:MAX_ROWS]),
    )


def edit_of(key: str, exhibit: Exhibit) -> dict[str, Value]:
    """The edit that keeps an exhibit under a key."""
    words = [f'"caption": {quoted(exhibit.caption)}', f'"alt": {quoted(exhibit.alt)}', f'"width": {exhibit.width}']
    if exhibit.rows:
        rows = ", ".join(f"[{', '.join(map(quoted, row))}]" for row in exhibit.rows)
        words.append(f'"rows": [{rows}]')
    picture = base64.b64encode(exhibit.data).decode() if exhibit.data else None
    return {f"{EXHIBIT}.{key}": f"{{{', '.join(words)}}}", f"{PICTURE}.{key}": picture}


def removal_of(key: str) -> dict[str, Value]:
    """The edit that lets go of an exhibit; its anchor goes with the text."""
    return {f"{EXHIBIT}.{key}": None, f"{PICTURE}.{key}": None}


def removals(report: Report, edit: Edit) -> dict[str, Value]:
    """The edit that lets go of what an edit of texts takes the last anchor of."""
    gone: dict[str, Value] = {}
    for id in edit:
        for key in keys_in(report.text(id)):
            after = {other: edit.get(other, report.get(other)) for other in (*report.form.texts, id)}
            if not any(key in keys_in(text) for text in after.values() if isinstance(text, str)):
                gone |= {each: None for each in removal_of(key) if each in report.values}
    return gone


def new_keys(report: Report) -> Iterator[str]:
    """Keys that the report does not use, one after another."""
    number = 0
    while True:
        key, rest = "", number
        while not key or rest:
            rest, letter = divmod(rest, len(_LETTERS))
            key = _LETTERS[letter] + key
        if f"{EXHIBIT}.{key}" not in report.values:
            yield key
        number += 1


def key_of(exhibit: Exhibit) -> str:
    """A key that follows from what it is, so that reading a file twice gives the same."""
    content = hashlib.sha256(repr((exhibit.data, exhibit.rows)).encode()).digest()
    return "".join(_LETTERS[byte % 26] for byte in content[:8])


def room_left(report: Report) -> int:
    """Bytes that further pictures may have."""
    return MAX_BYTES - sum(len(text) * 3 // 4 for _, text in report.under(PICTURE))


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture in pixels; None for bytes that are neither PNG nor JPEG."""
    size = None
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        size = struct.unpack(">II", data[16:24])
    elif data.startswith(b"\xff\xd8"):
        size = _size_of_jpeg(data)
    return (size[0], size[1]) if size and 0 < size[0] <= MAX_SIDE and 0 < size[1] <= MAX_SIDE else None


def _size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    """From the first frame of a JPEG (ISO 10918-1, B.2.2)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def used(report: Report) -> Mapping[str, Exhibit]:
    """What stands in the texts of the report, by key, in the order of the form."""
    keys = dict.fromkeys(key for id in report.form.texts for key in keys_in(report.text(id)))
    return {key: found for key in keys if (found := exhibit_of(report, key)) is not None}
