"""The operators on a page of a PDF, taken apart. What the typesetter writes is known and well formed, and so this is quick where a
reader of anybody's PDF has to be patient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.psparser import LIT

_TOKEN = re.compile(
    rb"""[\x00\t\n\f\r ]*(?:
    (?P<string>\((?:[^\\()]|\\.)*\))
    |(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))
    |(?P<word>[A-Za-z'"*][A-Za-z'"*0-9]*)
    |<(?P<hex>[0-9A-Fa-f]*)>
    |(?P<open>\[|<<)|(?P<close>\]|>>)
    |/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*)
    |(?P<nested>\()
    |(?P<end>\Z))""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = re.compile(rb"[^\\()]*(?:\\.[^\\()]*)*", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def operators(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Each operator of a content stream (ISO 32000-1, 7.8.2) with its operands: numbers, names as pdfminer has them, bytes, lists.

    Raises ValueError where the stream is none.
    """
    operands: list[Any] = []
    outer: list[list[Any]] = []
    position = 0
    while True:
        match = _TOKEN.match(data, position)
        if match is None:
            raise ValueError(f"no token at {position}")
        position = match.end()
        kind = match.lastgroup
        if kind == "string":
            operands.append(_unescaped(match["string"][1:-1]))
        elif kind == "number":
            operands.append(float(match["number"]))
        elif kind == "word":
            yield match["word"].decode(), operands
            operands = []
        elif kind == "hex":
            operands.append(bytes.fromhex(match["hex"].decode()))
        elif kind == "open":
            outer.append(operands)
            operands = []
        elif kind == "close":
            outer[-1].append(operands)
            operands = outer.pop()
        elif kind == "name":
            operands.append(LIT(match["name"].decode("latin-1")))
        elif kind == "nested":
            end = _end_of_string(data, position)
            operands.append(_unescaped(data[position : end - 1]))
            position = end
        else:
            return


def _end_of_string(data: bytes, position: int) -> int:
    """Where the string ends whose opening bracket ends at ``position``; brackets inside stand in pairs."""
    depth = 1
    while depth:
        match = _PLAIN.match(data, position)
        position = match.end() if match else position
        if position >= len(data):
            raise ValueError("a string without end")
        depth += 1 if data[position] == ord("(") else -1
        position += 1
    return position


def _unescaped(inner: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, inner) if b"\\" in inner else inner


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8)])
    return _ESCAPED.get(match[2], match[2])
