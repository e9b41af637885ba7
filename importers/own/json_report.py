"""A report as JSON: our own export ({"form", "unit", "year", "cells", "texts"}) and files of the same shape made by others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from importers.document.shape import fit, shape_of, target
from importers.draft import Draft, agree_on_year, joined, missing
from importers.result import Imported, UnreadableError
from importers.text.encoding import decode
from models.findings import Severity
from models.forms import FORMS, LATEST
from models.naming import name_of
from models.node import Kind
from models.numerals import number_of
from models.report import EditError, type_of
from models.values import MAX_DIGITS, Value

_PART = re.compile(r"([一二三四五六七八九十]+)\s*[（(]\s*([一二三四五六七八九十]+)\s*[)）]")
_NOTE = re.compile(r"(表[一二三四五六七八九十]+)\s*注")
_KEYS = frozenset({"form", "unit", "year", "cells", "texts"})
_ADVICE = "请用本软件重新导出 JSON，或导入 Word、Excel、文本。"


def read_json(data: bytes, source: str, *, year: int | None = None, form: str | None = None) -> Imported:
    """Read the bytes of a JSON report. Raises UnreadableError where they are no JSON or no report."""
    report = _parse(data)
    draft = Draft(source)
    _tell_repeated(report, draft)
    for key in report.keys() - _KEYS:
        draft.leave(f"{key}：{_shown(report[key])}", key, "不是报告里的内容")
    found = _year(report.get("year"), draft)
    stated = year if year is not None else found
    unit = report.get("unit")
    if isinstance(unit, str):
        draft.set("unit", unit.strip(), "unit")
    elif unit is not None:
        draft.leave(_shown(unit), "unit", "不是单位名称")
    cells = _mapping(report, "cells", draft)
    for id, value in cells.items():
        _cell(id, value, draft)
    texts = _mapping(report, "texts", draft)
    for id, value in texts.items():
        _text(id, value, draft)
    shape = shape_of(draft.values)
    declared = report.get("form")
    declared = declared if isinstance(declared, str) and declared in FORMS else None
    report_form = target(stated, form or declared, shape)
    if declared and not form and declared != target(stated, None, None).id:
        draft.set("form", declared, "form")
    fit(draft, report_form)
    whole = joined(source, (agree_on_year(source, found, year), draft))
    whole.add(missing(source, whole.values, report_form))
    return whole.finish(shape or declared)


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it was given again, with what else they were given."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__()
        self.again: list[tuple[str, Any]] = []
        for key, value in pairs:
            if key in self and self[key] != value:
                self.again.append((key, value))
            self.setdefault(key, value)


def _tell_repeated(report: _Object, draft: Draft) -> None:
    """Say which keys stand twice with different values. The first is taken, the others are kept among what has no place."""
    for place, item in (("", report), *((key, report.get(key)) for key in ("cells", "texts"))):
        if not isinstance(item, _Object):
            continue
        for key, value in item.again:
            called = name_of(key, LATEST) if place else key
            why = f"是{called}第二次给出的值，先给出的是{_briefly(item[key])}，以先给出的为准"
            draft.leave(f"{key}：{_shown(value)}", place, why, "import.twice", (key,) if place else ())


def _briefly(value: Any) -> str:
    text = " ".join(_shown(value).split())
    return text if len(text) <= 20 else f"“{text[:20]}…”"


def _parse(data: bytes) -> _Object:
    text = decode(data).text.lstrip("\ufeff")
    try:
        report = json.loads(
            text, parse_float=_decimal, parse_int=_integer, parse_constant=str, object_pairs_hook=_Object
        )
    except RecursionError:
        raise UnreadableError(f"这个 JSON 文件嵌套太深，不是年度报告。{_ADVICE}") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"这个 JSON 文件第{error.lineno}行写法有误或不完整，无法读取。{_ADVICE}") from None
    if not isinstance(report, _Object) or not ("cells" in report or "texts" in report):
        raise UnreadableError(f"这个 JSON 文件里没有年度报告（没有 cells 和 texts）。{_ADVICE}")
    return report


def _decimal(written: str) -> Decimal | str:
    """A number as written; "1e20" and the like, which no cell can hold, stays text."""
    number = Decimal(written)
    return number if number.is_finite() and "e" not in written.lower() and len(written) <= MAX_DIGITS + 2 else written


def _integer(written: str) -> int | str:
    return int(written) if len(written) <= MAX_DIGITS + 1 else written


def _mapping(report: Mapping[str, Any], key: str, draft: Draft) -> Mapping[str, Any]:
    value = report.get(key)
    if value is None or isinstance(value, dict):
        return value or {}
    draft.leave(_shown(value), key, "不是按编号列出的")
    return {}


def _year(value: Any, draft: Draft) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"(?:19|20)\d\d\s*(?:年度?)?", value.strip()):
        value = int(value.strip()[:4])
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2999:
        draft.set("year", value, "year")
        return value
    if value is not None:
        draft.leave(_shown(value), "year", "不是年度")
    return None


def _cell(id: str, value: Any, draft: Draft) -> None:
    """One number: null is blank, a string is read as a person would have written it."""
    try:
        known = Decimal in type_of(id)
    except EditError:
        known = False
    place = id
    if not known:
        draft.leave("" if value is None else f"{id}：{_shown(value)}", place, "不是表中的格子")
    elif value is None:
        return
    elif isinstance(value, (bool, list, dict)):
        draft.leave(f"{id}：{_shown(value)}", place, "不是数字")
    elif isinstance(value, Decimal):
        draft.number(id, int(value) if value == value.to_integral_value() and not _is_amount(id) else value, place)
    elif isinstance(value, int):
        draft.number(id, value, place)
    else:
        draft.cell(id, str(value), place)


def _is_amount(id: str) -> bool:
    return any(id in form.cells and form.cells[id].kind is Kind.AMOUNT for form in FORMS.values())


def _text(id: str, value: Any, draft: Draft) -> None:
    if value is None:
        return
    if not isinstance(value, str):
        draft.leave(f"{id}：{_shown(value)}", id, "不是文字")
        return
    text = "\n".join(line.strip() for line in value.replace("\r\n", "\n").split("\n") if line.strip())
    home = _home(id)
    if home is None:
        draft.leave(f"{id}：{text}", id, "不知道属于哪一部分")
        return
    if home != id:
        draft.find("import.heading", Severity.INFO, f"{draft.where(id)}：放在“{home}”。", (home,))
    draft.add_text(home, text, id)


def _home(id: str) -> str | None:
    """The text that a key means: "一（二）" is 一.2, "表四注" note.t4; None for one that means none."""
    try:
        return id if type_of(id) == (str,) and not id.startswith(("origin.", "dismissed.", "tie.")) else None
    except EditError:
        pass
    if match := _NOTE.fullmatch(id):
        numbered = (table for form in FORMS.values() for table in form.tables if table.number == match[1])
        return next((f"note.{table.id}" for table in numbered), None)
    if match := _PART.fullmatch(id):
        texts = {text for form in FORMS.values() for text in form.texts}
        part = f"{match[1]}.{number_of(match[2])}"
        return next((text for text in (part, match[1]) if text in texts), None)
    return None


def _shown(value: Value | Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
