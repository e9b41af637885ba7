"""JSON whose numbers keep every digit: amounts are Decimal, which the standard library's writer does not know."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

_TOKEN = re.compile(r'"\\u0001(-?[0-9.]+)\\u0001"')


def dumps(value: Any) -> str:
    """The value as JSON, a line a field."""
    return _TOKEN.sub(r"\1", json.dumps(_marked(value), ensure_ascii=False, indent=1))


def _marked(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"\x01{_plain(value)}\x01"
    if isinstance(value, dict):
        return {key: _marked(each) for key, each in value.items()}
    return [_marked(each) for each in value] if isinstance(value, list) else value


def _plain(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
