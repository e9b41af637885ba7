"""Values as JSON text, digit for digit: what the standard writer cannot do with amounts and stray surrogates."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from models.values import Value

_SURROGATE = re.compile("[\ud800-\udfff]")


def scalar(value: Value) -> str:
    """A value of a cell or field; an amount exactly as typed, one that is no finite number as text."""
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else quoted(str(value))
    return "null" if value is None else str(value) if isinstance(value, int) else quoted(value)


def quoted(text: str) -> str:
    """A text in quotes, readable, valid as UTF-8 whatever it holds."""
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
