"""The check of personal data in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from models.checks import passages
from models.checks.registry import Context, On, check, finding
from models.findings import Finding, Severity, Span

LAW = "《个人信息保护法》；《条例》第十五条：涉及个人隐私的政府信息不得公开"

_DIGITS = re.compile(r"(?<![\dA-Za-z])\d(?:[ -]?\d){9,18}[Xx]?(?![\dA-Za-z])")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}")


@check("text.personal", "文字里有个人信息", Severity.WARNING, LAW, "{where}有{kind}“{masked}”。", On.TEXT)
def personal_data(context: Context) -> Iterator[Finding]:
    """身份证号码（校验码相符）、手机号码、银行卡号（校验位相符）；引言里本机关的联系方式不算。消息里不重复全部数字。"""
    for id, text in context.texts.items():
        for match in _DIGITS.finditer(text):
            kind = _kind(match[0])
            if kind is None or (kind == "手机号码" and id == context.report.form.preamble.id):
                continue
            digits = re.sub("[ -]", "", match[0])
            yield finding(
                "text.personal",
                cells=(id,),
                spans=(Span(id, *match.span()),),
                advice="删去，或者作匿名处理。",
                where=passages.where(context, id),
                kind=kind,
                masked=f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}",
            )


def _kind(written: str) -> str | None:
    digits = re.sub("[ -]", "", written)
    if len(digits) == 18 and is_identity_number(digits):
        return "身份证号码"
    if not digits.isdigit() or _LANDLINE.fullmatch(written):
        return None
    if _MOBILE.fullmatch(digits):
        return "手机号码"
    return "银行卡号" if is_bank_card(digits) else None


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are a citizen's identity number: a real date of birth and the check digit of GB 11643."""
    if not digits[:17].isdecimal():
        return False
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[17].upper()


def is_bank_card(digits: str) -> bool:
    """Whether 16 to 19 digits begin as a card does and pass the check of Luhn."""
    if not 16 <= len(digits) <= 19 or digits[0] not in "3456" or len(set(digits)) < 4:
        return False
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
