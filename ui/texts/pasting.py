"""Pasted text as the paragraphs of a report."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\u0085\u2028\u2029]")
_INDENT = re.compile(r"^[ \t\u3000\xa0]+|[ \t\u3000\xa0]+$", re.MULTILINE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\ufffc\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{2,}")


def cleaned(pasted: str) -> str:
    """Pasted text as paragraphs: one newline each, without indents, blank lines and invisible characters."""
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", pasted)).replace("\xa0", " ").replace("\t", " ")
    text = _INDENT.sub("", text)
    return _BLANK_LINES.sub("\n", text)
