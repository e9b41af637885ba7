"""Profiles: how a province or a city wants its reports printed, kept as data in ``resources/profiles.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

FILE = Path(__file__).parents[1] / "resources" / "profiles.toml"
DEFAULT = "通用"
SECOND_HEADINGS = ("run-in", "own-line")


class ProfileError(ValueError):
    """There is no such profile, or it says something that cannot be printed; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Fonts by their official names, sizes and pitch in points, and the customs that differ from place to place.

    ``heading_fonts`` are those of the levels 1 to 4, ``figure_font`` is for digits and Latin letters everywhere,
    ``page_number`` holds the number at {}, ``nil`` is what a blank cell prints, ``title_shade`` the ground of the title rows in table 2 (RRGGBB, "" for none).
    """

    name: str
    about: str
    title_font: str
    body_font: str
    heading_fonts: tuple[str, ...]
    table_font: str
    figure_font: str
    number_font: str
    title_size: float
    body_size: float
    pitch: float
    page_number: str
    nil: str
    second_heading: str
    label_size: float
    figure_size: float
    title_shade: str
    bold_points: bool
    bold_headings: bool

    def __post_init__(self) -> None:
        def must(condition: bool, message: str) -> None:
            if not condition:
                raise ProfileError(f"版式“{self.name}”：{message}")

        must(len(self.heading_fonts) == 4, "heading_fonts 要有四个字体。")
        must(self.second_heading in SECOND_HEADINGS, f"second_heading 只能是 {'、'.join(SECOND_HEADINGS)}。")
        must(self.page_number.count("{}") == 1, "page_number 要有一个 {}。")
        must(self.nil in ("0", ""), 'nil 只能是 "0" 或 ""。')
        must(28 <= self.pitch <= 29, "pitch 应在 28 到 29 磅之间。")
        must(
            all(6 <= size <= 42 for size in (self.title_size, self.body_size, self.label_size, self.figure_size)),
            "字号应在 6 到 42 磅之间。",
        )
        must(re.fullmatch(r"(?:[0-9A-F]{6})?", self.title_shade) is not None, "title_shade 要写成 RRGGBB。")

    @property
    def fonts(self) -> tuple[str, ...]:
        """Every font that the report is printed in, once."""
        fonts = (self.title_font, self.body_font, *self.heading_fonts, self.table_font, self.number_font)
        return tuple(dict.fromkeys((*fonts, self.figure_font)))


def read_profiles(text: str) -> Mapping[str, Profile]:
    """The profiles in a TOML text, by name; each inherits from the first. Raises ProfileError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"版式文件写法有误：{error}。") from None
    out: dict[str, Profile] = {}
    base: dict[str, Any] = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ProfileError(f"版式文件里的“{name}”不是一个版式。")
        base = base or table
        out[name] = _profile(name, {**base, **table})
    return MappingProxyType(out)


def _profile(name: str, table: Mapping[str, Any]) -> Profile:
    kinds = {"name": str, **get_type_hints(Profile)}
    given: dict[str, Any] = {**table, "name": name}
    for field in fields(Profile):
        value = given.get(field.name)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            given[field.name] = value = tuple(value)
        elif isinstance(value, int) and not isinstance(value, bool) and kinds[field.name] is float:
            given[field.name] = value = float(value)
        kind = tuple if field.name == "heading_fonts" else kinds[field.name]
        if not isinstance(value, kind):
            raise ProfileError(f"版式“{name}”：{field.name} 没有写，或者写法不对。")
    unknown = sorted(set(given) - {field.name for field in fields(Profile)})
    if unknown:
        raise ProfileError(f"版式“{name}”：不认识 {'、'.join(unknown)}。")
    return Profile(**given)


@lru_cache(maxsize=1)
def profiles() -> Mapping[str, Profile]:
    """The profiles that come with the program, by name; the first is the default."""
    return read_profiles(FILE.read_text("utf-8"))


def profile(name: str = DEFAULT) -> Profile:
    """The profile of this name. Raises ProfileError with the names there are."""
    try:
        return profiles()[name]
    except KeyError:
        raise ProfileError(f"没有名为“{name}”的版式，可用的有：{'、'.join(profiles())}。") from None
