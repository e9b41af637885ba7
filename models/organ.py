"""What kind of body a name is: its level, its kind, its place, what it calls itself, and whose it is.

The one place that knows. Deadline, authority to make 规章, names in texts, whose numbers a sentence gives, the guesses of the
page 单位与年度 and the pairing of units all ask here. What a report states (级别, 机关类型) counts more than its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from models.report import Report


class Level(StrEnum):
    """The level of an organ as a report states it; ``UNKNOWN`` where neither report nor name tell."""

    STATE = "中央"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    TOWNSHIP = "乡级"
    UNKNOWN = ""


class Kind(StrEnum):
    """The kind of an organ as a report states it; ``UNKNOWN`` where neither report nor name tell."""

    GOVERNMENT = "人民政府"
    OFFICE = "政府办公厅（室）"
    DEPARTMENT = "部门"
    STREET = "街道办事处"
    ZONE = "管理委员会（开发区等）"
    OTHER = "其他"
    UNKNOWN = ""


LEVELS = tuple(level for level in Level if level)
KINDS = tuple(kind for kind in Kind if kind)


class Ending(NamedTuple):
    """How names end (a pattern before the end of the name) and what that says. ``level`` ``UNKNOWN``: that of its place.
    ``own``: what such a body calls itself behind 我 and 本; a government also says the kind of its place (我县)."""

    ends: str
    kind: Kind
    level: Level
    own: str


# fmt: off
ENDINGS = (
    # ends                                                            kind             level           own
    Ending("镇(?:人民政府|政府)?",                                    Kind.GOVERNMENT, Level.TOWNSHIP, ""),
    Ending("乡(?:人民政府|政府)?",                                    Kind.GOVERNMENT, Level.TOWNSHIP, ""),
    Ending("苏木(?:人民政府|政府)?",                                  Kind.GOVERNMENT, Level.TOWNSHIP, ""),
    Ending("街道(?:办事处|办)?|区公所",                               Kind.STREET,     Level.TOWNSHIP, "街道 办"),
    Ending("(?:镇|乡|苏木|街道)(?:办事处)?(?:党政|人民政府|政府)?(?:综合)?办(?:公室)?", Kind.OFFICE, Level.TOWNSHIP, "办"),
    Ending("国务院办公厅",                                            Kind.OFFICE,     Level.STATE,    "厅 办"),
    Ending("(?:政府|行政公署|行署)办公厅",                            Kind.OFFICE,     Level.UNKNOWN,  "厅 办"),
    Ending("(?:政府|行政公署|行署|府)办(?:公室)?",                    Kind.OFFICE,     Level.UNKNOWN,  "办"),
    Ending("政府|行政公署|行署",                                      Kind.GOVERNMENT, Level.UNKNOWN,  ""),
    Ending("(?:[区园港城岛山湖]|基地)管理委员会|(?<!城市)管委会",     Kind.ZONE,       Level.UNKNOWN,  "委 区"),
    Ending("(?:开发|高新|经开|园|保税|度假|示范|试验|合作|集聚|集中)区", Kind.ZONE,    Level.UNKNOWN,  "区"),
    Ending("大学|学院|学校|中学|小学|幼儿园|[一二三四五六七八九十]中", Kind.OTHER,     Level.UNKNOWN,  "校 院 园"),
    Ending("医院|卫生院|法院|检察院",                                 Kind.OTHER,      Level.UNKNOWN,  "院"),
    Ending("公司|集团|厂|协会|学会|工会|联合会|红十字会|妇联|[村居]民委员会|[村居]委会", Kind.OTHER, Level.UNKNOWN, "公司 会"),
    Ending("委员会|委",                                               Kind.DEPARTMENT, Level.UNKNOWN,  "委"),
    Ending("办公室|办事处|办",                                        Kind.DEPARTMENT, Level.UNKNOWN,  "办"),
    Ending("局|厅|部|署|院|中心|队|所|站|处|馆|行|台|社",             Kind.DEPARTMENT, Level.UNKNOWN,  ""),
)
"""The first line that fits the end of a name tells; an ``own`` left empty is the last word of the name itself, of a
government the kind of its place."""

PLACES = (
    # ends of a place's name              level
    ("省|特别行政区|自治区",              Level.PROVINCE),
    ("自治州|州|地区|盟",                 Level.CITY),
    ("市",                                Level.CITY),      # 县级 below another city, state-level 省级 for the four below
    ("自治县|自治旗|县|旗|区",            Level.COUNTY),
    ("镇|民族乡|乡|苏木|街道",            Level.TOWNSHIP),
)
# fmt: on
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

_OWN = re.compile("(?:中心|[局厅部署院队所站处馆委办台行社])$")
_BARE = re.compile("([省市县区旗州盟])(?:人民)?(?:政府|府办)")
"""A short name that says its level without its place: 县政府办."""
_UNITS = "|".join(ends for ends, _ in PLACES)
_PLACE = re.compile(f"([一-龥]{{1,8}}?)({_UNITS})(?<!镇(?=市(?!场|政)))(?<!州(?=[市区县]))")
"""Of 景德镇市 and 广州市 the place does not end at 镇 or 州."""
_NO_PLACE = re.compile("(?:城|城市|都|都市|市|社|园|发|高新|经开|经济|保税|度假|示范|景|库|灾|林牧|和城|村|建)$")
"""Words before 乡, 市 or 区 that make no place's name with it: 城乡, 城市, 社区, 园区, 开发区."""
_STATE = re.compile(
    "(?:国家|国务院|中华人民共和国|中国)[一-龥]*?(?:总局|局|署|部|委员会|委|银行|院|办公厅|办公室)(?=$|(?P<below>[一-龥]+))"
)
_MINISTRY = re.compile("(?![一-龥]*委)[一-龥]{2,9}部")


@dataclass(frozen=True, slots=True)
class Organ:
    """A body of the state by its name.

    ``places``: the places that the name begins with, from the widest (淮安市, 洪泽区). ``tail``: the name without them.
    ``own``: what it calls itself behind 我 and 本 (局, 县). ``vertical``: a local arm of a body of the state, which is under no
    local government (国家税务总局云岭县税务局).
    """

    name: str
    level: Level
    kind: Kind
    places: tuple[str, ...] = ()
    tail: str = ""
    own: tuple[str, ...] = ()
    vertical: bool = False

    @staticmethod
    def of(report: Report) -> Organ:
        """The organ of a report: level and kind as stated, else as its name tells."""
        organ = named(report.unit.strip())
        level, kind = report.text("level"), report.text("organ")
        return replace(
            organ,
            level=Level(level) if level in LEVELS else organ.level,
            kind=Kind(kind) if kind in KINDS else organ.kind,
        )

    @property
    def place(self) -> str:
        """The place that it governs or works in, as far as its name says: 淮安市洪泽区."""
        return "".join(self.places)

    @property
    def place_names(self) -> frozenset[str]:
        """The names of its places without 县, 区, 镇: they stay when a county becomes a district."""
        return frozenset(match[1] for place in self.places if (match := _PLACE.fullmatch(place)))

    @property
    def is_township(self) -> bool:
        """A government of a township, or a street office, or an office of these."""
        return self.level is Level.TOWNSHIP or self.kind is Kind.STREET

    @property
    def is_government(self) -> bool:
        """A people's government of county level or above, or its office, which reports for it."""
        return self.kind in (Kind.GOVERNMENT, Kind.OFFICE) and not self.is_township

    @property
    def superior(self) -> str:
        """The government that it is under; "" where its name does not tell."""
        governs = self.kind in (Kind.GOVERNMENT, Kind.STREET) or self.tail in ("管理委员会", "管委会")
        above = self.places[:-1] if governs and self.places else self.places
        if not above or self.vertical:
            return ""
        return f"{''.join(above)}{'办事处' if above[-1].endswith('街道') else '人民政府'}"

    @property
    def short_names(self) -> tuple[str, ...]:
        """Other names by which a text may call it: 县交通运输局, 交通运输局; 县政府, 云岭县政府."""
        found = [self.tail]
        if self.places:
            unit = _PLACE.fullmatch(self.places[-1])
            found += [f"{self.places[-1]}{self.tail}", f"{unit[2] if unit else ''}{self.tail}"]
        found += [name.replace("人民政府", "政府") for name in (*found, self.name)]
        found += [name.replace("政府办公室", "政府办") for name in found]
        if self.kind is Kind.ZONE:
            found += [name.replace("管理委员会", "管委会") for name in (*found, self.name)]
        return tuple(dict.fromkeys(name for name in found if len(name) > 1 and name != self.name))


@lru_cache(maxsize=20_000)
def named(name: str) -> Organ:
    """The organ that a name speaks of, as far as the name tells; a remark in brackets behind it is left aside."""
    bare = _ASIDE.sub("", name)
    state = _STATE.match(bare)
    if (state and not state["below"]) or _MINISTRY.fullmatch(bare):
        ending = _ending(bare)
        return Organ(name, Level.STATE, ending.kind, tail=bare, own=_own(bare, ending, ()))
    local = state["below"] if state else bare
    places, tail = _places(local)
    ending = _ending(local)
    level = ending.level or _level(places)
    if not level and (short := _BARE.match(local)):
        level = _level((f"某{short[1]}",))
    return Organ(name, level, ending.kind, places, tail, _own(local, ending, places), state is not None)


_ASIDE = re.compile(r"\s+|[（(][^（）()]*[)）]\s*$")
_NO_ENDING = Ending("", Kind.UNKNOWN, Level.UNKNOWN, "")
_COMPILED = tuple((re.compile(f"(?:{ending.ends})$"), ending) for ending in ENDINGS)


def _ending(name: str) -> Ending:
    return next((ending for pattern, ending in _COMPILED if pattern.search(name)), _NO_ENDING)


def _places(name: str) -> tuple[tuple[str, ...], str]:
    """The names of places that a name begins with, one after the other, and the rest of it."""
    found: list[str] = []
    at = 0
    while match := _PLACE.match(name, at):
        if _NO_PLACE.search(match[1]):
            break
        found.append(match[0].removeprefix("人民政府"))  # 云岭县人民政府望江街道办事处
        at = match.end()
    return tuple(found), name[at:]


def _level(places: tuple[str, ...]) -> Level:
    if not places:
        return Level.UNKNOWN
    last = places[-1]
    if last in MUNICIPALITIES:
        return Level.PROVINCE
    level = next(level for ends, level in PLACES if re.search(f"(?:{ends})$", last))
    within = any(re.search("(?:市|州|盟|地区)$", place) for place in places[:-1])
    return Level.COUNTY if level is Level.CITY and within else level


def _own(name: str, ending: Ending, places: tuple[str, ...]) -> tuple[str, ...]:
    """What it calls itself: by its ending, else by its last word; a government by the kind of its place."""
    if ending.own:
        return tuple(ending.own.split())
    if ending.kind is Kind.GOVERNMENT:
        unit = next((match[2] for place in places[-1:] if (match := _PLACE.fullmatch(place))), "")
        return (unit if unit == "苏木" else unit[-1:],) if unit else ()
    return (match[0],) if (match := _OWN.search(name)) else ()
