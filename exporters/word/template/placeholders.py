"""What a paragraph of a template is to the clerk: nothing, a place to write in, a sentence with gaps, or words that are meant to stay.

The question is turned round: whatever holds no sentence of its own is a place. So it matters little with which signs an office marks
a gap, or in which words it asks for a text.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum


class Words(Enum):
    """``BLANK``: nothing; ``PLACE``: asks for words; ``LABEL``: names what is to be written; ``GAPS``: a sentence that is to be completed;
    ``OWN``: a sentence of the template, which may stay."""

    BLANK = "blank"
    PLACE = "place"
    LABEL = "label"
    GAPS = "gaps"
    OWN = "own"


OPEN, CLOSE = "（([【〔《<｛{「『〈［", "）)]】〕》>｝}」』〉］"
_GAP = re.compile(
    r"\{\{.*?\}\}|\$\{.*?\}|<[^<>]{1,30}>|«[^»]{1,30}»"
    r"|[xX×✕✖╳](?:\s*[xX×✕✖╳])+|[×✕✖╳○〇◯●◎□■▢▇█△▲◇◆☆★＊※♢⬜◻◼_＿﹍﹎＃#]+|[…⋯‥]+|[.·．]{3,}|[—–―\-－]{3,}|[*~～﹏]{2,}|某{2,}|　{3,}| {4,}"
)
_SIGNS = re.compile(r"[\W_]+", re.UNICODE)
_NUMBERING = re.compile(
    r"第?[一二三四五六七八九十]是|首先|其次|再次|最后|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|^\s*[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]"
)
_ASKS = re.compile(
    r"^\W*(?:请|此处|在此|这里|本(?:处|部分|节|段|栏)(?:应|须|需|请|填|写|内容|主要)|填(?:写|报|表)?(?:说明|要求|内容|本|有)|(?:编写|写作|撰写|填写)(?:说明|要求|提示|内容)|(?:说明|要求|提示|提示语|注意)[：:]"
    r"|单击|点击|输入|录入|文字(?:描述|说明|内容|叙述|部分|表述)|待(?:填|补充|定|完善)|示例|样例|例如|范文|模板|占位|不少于|不超过|可(?:分|从)|主要(?:写|填|包括|介绍|说明|反映))"
)
_ASKING = """
    请根据 根据实际情况 结合实际 根据实际 如实 按实际情况 按照实际 请填写 请填 填写 填入 填报 填 请输入
    输入 录入 请补充 补充 待补充 待填写 待填 待定 请描述 描述 请说明 说明 请简述 简述 概述 请概述 叙述
    阐述 表述 介绍 文字 内容 正文 段落 略 详见 空白 示例 样例 例如 样式 范文 占位符 占位 单击此处
    点击此处 单击 点击 此处 在此处 在此 这里 有关情况 相关情况 具体情况 主要情况 工作情况 基本情况 情况
    不少于 不超过 不低于 以内 以上 左右 字数 字 本单位 本部门 本机关 贵单位 各单位 各部门 单位 年度
    本年度 本年 相应 相关 有关 具体 主要 部分 暂无 无 同上 如上 等 并 可 应 须 需 要 和 及 与 的
    在 对 由
"""
"""Words with which a place is named or a text asked for, apart by spaces."""
_ASKING_WORDS = re.compile("|".join(sorted(_ASKING.split(), key=len, reverse=True)))
_STAYS = re.compile(r"此件|公开发布|印发|抄送|附件|联系人|联系电话")
_MOST_ASKED = 200
"""Characters of the longest request to write something."""
_LEAST = 6
"""So many characters beside gaps and requests make words of their own."""
_LEAST_SENTENCE = 12


def kind_of(text: str) -> Words:
    """What a paragraph is, by its words alone."""
    if not text.strip() or not _visible(text):
        return Words.BLANK
    if _STAYS.search(text):
        return Words.OWN
    has_gap = _GAP.search(text) is not None
    own = _own_words(text)
    if len(own) <= 1 or len(set(own)) == 1 or own.isdecimal():
        return Words.PLACE
    if _is_bracketed(text) or (_ASKS.search(text) and len(text) <= _MOST_ASKED):
        return Words.PLACE
    if has_gap:
        return Words.PLACE if len(own) < _LEAST else Words.GAPS
    if len(_ASKING_WORDS.sub("", own)) <= 1:
        return Words.PLACE
    return Words.LABEL if len(own) < _LEAST_SENTENCE and not re.search("[。！；]", text) else Words.OWN


def _own_words(text: str) -> str:
    """The letters and figures that are neither gap nor numbering."""
    return _SIGNS.sub("", _NUMBERING.sub("", _GAP.sub("", text)))


def _visible(text: str) -> bool:
    return any(not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc") for char in text)


def _is_bracketed(text: str) -> bool:
    """Whether all of a paragraph stands in one pair of brackets, nested ones within it included."""
    bare = text.strip().rstrip("。.；; ")
    if len(bare) < 2 or bare[0] not in OPEN or bare[-1] not in CLOSE:
        return False
    depth = 0
    for index, char in enumerate(bare):
        depth += (char in OPEN) - (char in CLOSE)
        if depth == 0:
            return index == len(bare) - 1
    return False


def bracketed(text: str) -> tuple[int, int] | None:
    """Where in a paragraph with words of its own a bracketed place stands, outermost brackets included; None where there is none."""
    start, depth = 0, 0
    for index, char in enumerate(text):
        if char in OPEN:
            start = index if depth == 0 else start
            depth += 1
        elif char in CLOSE and depth:
            depth -= 1
            inner = text[start : index + 1]
            if depth == 0 and not _NUMBERING.fullmatch(inner) and _is_place(inner[1:-1]):
                return start, index + 1
    return None


def _is_place(inner: str) -> bool:
    own = _own_words(inner)
    asked = _ASKS.search(inner) or re.search("文字(?:描述|说明|内容)|填写|此处|描述|简述", inner)
    return bool(asked) or len(_ASKING_WORDS.sub("", own)) == 0
