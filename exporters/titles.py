"""The title: the unit and "2024年政府信息公开工作年度报告", in one or two balanced lines, more for a very long name.

A long name is broken where it has a seam (behind 省, 局, a bracket), else between two words, never inside a word, behind an opening bracket or
before a closing one. ``_WORDS`` are the words that names of organs are made of.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from exporters.profiles import Profile

TEXT_WIDTH = 156 / 25.4 * 72
"""Width of the text block in points."""

_SEAM_AFTER = "省市县区州盟旗镇乡部委厅局会院办处所署室心站队社团）》、"
"""A word that ends so ends a part of the name."""
_SEAM_BEFORE = "（《"
_NOT_LAST = "（《“〈【〔"
_NOT_FIRST = "、，）》”〉】〕"
_WORDS_TOLD = """
    人民政府 人民 政府 办公厅 办公室 委员会 管理委员会 工作委员会 管委会 街道办事处 街道 办事处 管理局 监督管理局 执法局 服务局
    事务局 研究院 服务中心 管理中心 中心 防空 人民防空 国防 动员 城市 城市管理 城乡 住房 住房和城乡建设 建设 规划 自然资源 自然 资源
    生态 环境 生态环境 保护 农业 农村 农业农村 水利 水务 林业 草原 园林 绿化 文化 旅游 体育 广播 电视 广播电视 新闻 出版 版权 文物
    卫生 健康 卫生健康 退役 军人 退役军人 事务 应急 市场 监督 管理 市场监督管理 医疗 保障 医疗保障 人力 资源 社会 人力资源 社会保障
    人力资源和社会保障 教育 科学 技术 科学技术 工业 信息 信息化 民族 宗教 公安 民政 司法 财政 交通 运输 交通运输 商务 审计 国有 资产
    国有资产 统计 信访 金融 机关 大数据 数据 政务 服务 行政 审批 行政审批 综合 执法 综合行政执法 发展 改革 发展和改革 经济 经济技术
    开发区 经济技术开发区 高新技术产业开发区 高新技术开发区 经济开发区 高新 产业 产业园 工业园 园区 新区 示范区 保税区 合作区 知识 产权 知识产权 药品 食品 粮食 粮食和物资储备 物资 储备 税务 海关 气象 地震
    消防 救援 总队 支队 大队 外事 港澳 台湾 侨务 乡村 振兴 乡村振兴 扶贫 移民 搬迁 安置 地方 档案 党史 能源 煤炭 铁路 民航 邮政 通信
    通信管理 烟草 专卖 盐业 供销 合作 合作社 残疾人 联合会 妇女 儿童 老龄 工会 红十字会 科协 文联 社会科学 科学院 社科院 党校
    行政学院 学院 大学 学校 医院 公共 公共资源 交易 公积金 住房公积金 投资 促进 招商 机构 编制 接待 督查 巡察 革命 老区 建设 生产
    建设兵团 兵团 师市 自治区 自治州 自治县 特别行政区 直属 机关事务 国家 中华 中国 省级 市级 县级 年度 工作 报告 公开
"""
_WORDS = frozenset(_WORDS_TOLD.split())
_DIVISIONS = frozenset(
    (
        "自治区",
        "自治州",
        "自治县",
        "特别行政区",
        "开发区",
        "经济技术开发区",
        "经济开发区",
        "高新技术产业开发区",
        "高新技术开发区",
        "新区",
        "园区",
        "街道",
        "街道办事处",
        "示范区",
    )
)
"""Words that end the name of a place before them."""
_LONGEST_WORD = max(map(len, _WORDS))
_TOO_LONG = 400
"""A "name" of more characters is none, and is cut where a line is full."""


def title_of(unit: str, year: int | None) -> str:
    """The whole title on one line."""
    return f"{unit}{_report(year)}"


def _report(year: int | None) -> str:
    return f"{year}年政府信息公开工作年度报告" if year is not None else "政府信息公开工作年度报告"


def width(text: str) -> float:
    """How wide a text is, in characters of full width."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(unit: str, year: int | None, profile: Profile) -> tuple[str, ...]:
    """The lines of the title: all on one where it fits, else the unit above the rest, a long unit broken by its sense."""
    room = TEXT_WIDTH / profile.title_size - 1
    if not unit or width(title_of(unit, year)) <= room:
        return (title_of(unit, year),)
    return (*balanced(unit, room), _report(year))


@lru_cache(maxsize=64)
def balanced(text: str, room: float) -> tuple[str, ...]:
    """The text in as few lines as fit into ``room``, about equally long, broken where its sense allows."""
    if width(text) <= room:
        return (text,)
    if len(text) > _TOO_LONG:
        return _filled(text, room)
    words = [piece for word in _words_of(text) for piece in (_filled(word, room) if width(word) > room else (word,))]
    return _broken(words, room)


def _filled(text: str, room: float) -> tuple[str, ...]:
    """Cut where a line is full."""
    lines = []
    start, used = 0, 0.0
    for index, char in enumerate(text):
        wide = width(char)
        if used + wide > room:
            lines.append(text[start:index])
            start, used = index, 0.0
        used += wide
    return (*lines, text[start:])


def _words_of(text: str) -> list[str]:
    """The words of a name, the longest known one at each place; what is between them is a word, signs stay with what they belong to."""
    words: list[str] = []
    known = False
    index = 0
    while index < len(text):
        found = next(
            (n for n in range(min(_LONGEST_WORD, len(text) - index), 1, -1) if text[index : index + n] in _WORDS), 1
        )
        piece = text[index : index + found]
        index += found
        sticks = bool(words) and (piece in _NOT_FIRST or words[-1][-1] in _NOT_LAST)
        goes_on = (
            bool(words) and found == 1 and not known and words[-1][-1] not in _SEAM_AFTER and piece not in _SEAM_BEFORE
        )
        open_name = bool(words) and not known and words[-1][-1] not in _SEAM_AFTER
        ends = bool(words) and ((found == 1 and piece in _SEAM_AFTER) or (piece in _DIVISIONS and open_name))
        if sticks or goes_on or ends:
            words[-1] += piece
        else:
            words.append(piece)
        known = found > 1 and not sticks
    return words


def _costs(words: list[str]) -> Iterator[float]:
    """What it costs to begin a line with each word: nothing at a seam of the name itself, most within brackets."""
    depth = 0
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        within = depth > 0
        seam = not before or before[-1] in _SEAM_AFTER or word[0] in _SEAM_BEFORE
        listed = before.endswith("、")
        yield 0 if not before else (4 if listed else 16) if within else (0 if seam else 9)
        depth += sum((char in _NOT_LAST) - (char in "）》”〉】〕") for char in word)


def _broken(words: list[str], room: float) -> tuple[str, ...]:
    """The words in the fewest lines, those of the least cost: a line that differs from the mean, a break that is no seam."""
    widths = [width(word) for word in words]
    count = len(words)
    mean = sum(widths) / math.ceil(sum(widths) / room)
    breaks = list(_costs(words))
    # (lines, cost, start of the last line) of the best way to set the words up to each place
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] + [(count + 1, math.inf, 0)] * count
    for end in range(1, count + 1):
        used = 0.0
        for start in range(end - 1, -1, -1):
            used += widths[start]
            if used > room:
                break
            lines, cost, _ = best[start]
            total = cost + (used - mean) ** 2 + breaks[start]
            best[end] = min(best[end], (lines + 1, total, start))
    lines_found: list[str] = []
    end = count
    while end:
        start = best[end][2]
        lines_found.append("".join(words[start:end]))
        end = start
    return tuple(reversed(lines_found))
