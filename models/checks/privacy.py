"""The check of personal data in the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from models.checks import passages
from models.checks.registry import Context, On, check, finding
from models.findings import Finding, Severity, Span

LAW = "《个人信息保护法》；《条例》第十五条：涉及个人隐私的政府信息不得公开"

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＋－　", "0123456789Xx+- ")
_DIGITS = re.compile(r"(?<![\dA-Za-z@.])(?:\+?86[ -]?(?=1[3-9]))?\d(?:[ -]?\d){9,18}[Xx]?(?![\dA-Za-z@])")
_OFFICIAL = re.compile(
    r"(?:监督|举报|投诉|咨询|服务|办公|值班|报修|热线|受理|信访|对外|公开)(?:电话|热线)[^，。；\d]{0,8}$|传真[^，。；\d]{0,4}$"
)
"""Words before a number that an office gives to be called by."""
_MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}")


@check("text.personal", "文字里有个人信息", Severity.WARNING, LAW, "{where}有{kind}“{masked}”。", On.TEXT)
def personal_data(context: Context) -> Iterator[Finding]:
    """身份证号码（18位的校验码相符，15位的出生日期有效）、手机号码、银行卡号（校验位相符），全角数字、+86 也认；引言里本机关的联系方式、监督电话、邮箱地址不算。消息里不重复全部数字。"""
    for id, text in context.texts.items():
        plain = text.translate(_WIDE)
        for match in _DIGITS.finditer(plain):
            kind = _kind(match[0])
            if kind is None or (kind == "手机号码" and _is_contact(context, id, plain, match.start())):
                continue
            digits = re.sub("[ +-]", "", match[0])
            yield finding(
                "text.personal",
                cells=(id,),
                spans=(Span(id, *match.span()),),
                advice="删去，或者作匿名处理。",
                where=passages.where(context, id),
                kind=kind,
                masked=f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}",
            )


def _is_contact(context: Context, id: str, text: str, start: int) -> bool:
    """Whether a telephone number is the office's own: in the preamble, or behind 监督电话 and the like."""
    return id == context.report.form.preamble.id or _OFFICIAL.search(text[max(0, start - 16) : start]) is not None


def _kind(written: str) -> str | None:
    digits = re.sub("[ +-]", "", written)
    if (len(digits) == 18 and is_identity_number(digits)) or (len(digits) == 15 and is_old_identity_number(digits)):
        return "身份证号码"
    digits = re.sub(r"^86(?=1[3-9]\d{9}$)", "", digits)
    if not digits.isdigit() or _LANDLINE.fullmatch(written):
        return None
    if _MOBILE.fullmatch(digits):
        return "手机号码"
    return "银行卡号" if is_bank_card(digits) else None


_PROVINCES = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82)
)
"""The first two digits of an identity number."""


def is_old_identity_number(digits: str) -> bool:
    """Whether 15 digits are an identity number of before 1999: a province and a real date of birth in the 20th century."""
    if not digits.isdecimal() or int(digits[:2]) not in _PROVINCES:
        return False
    try:
        date(1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12]))
    except ValueError:
        return False
    return True


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
