"""Profiles of provinces are data, checked when they are read."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from exporters.profiles import DEFAULT, FILE, ProfileError, profile, profiles, read_profiles


def test_the_default_follows_the_standard():
    default = profile()
    assert default.name == DEFAULT == next(iter(profiles()))
    assert (default.title_font, default.body_font) == ("方正小标宋简体", "仿宋_GB2312")
    assert default.heading_fonts[:2] == ("黑体", "楷体_GB2312")
    assert (default.title_size, default.body_size, default.nil, default.page_number) == (22, 16, "0", "— {} —")


def test_every_profile_differs_from_the_others_in_more_than_its_name():
    customs = {tuple(v for k, v in asdict(p).items() if k not in ("name", "about")) for p in profiles().values()}
    assert len(customs) == len(profiles())


def test_an_unknown_profile_is_said_with_those_there_are():
    with pytest.raises(ProfileError, match="没有名为“某省”的版式，可用的有：通用"):
        profile("某省")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("pitch = 40", "28 到 29"),
        ('second_heading = "x"', "run-in"),
        ('page_number = "第页"', "page_number"),
        ('nil = "无"', "nil"),
        ("body_font = 3", "body_font"),
        ('colour = "red"', "colour"),
        ("title_size = 3", "字号"),
        ('title_shade = "blue"', "RRGGBB"),
        ('heading_fonts = ["黑体"]', "四个字体"),
        ("bold_points = 1", "bold_points"),
        ("x = = 1", "写法有误"),
    ],
)
def test_a_profile_that_cannot_be_printed_is_refused(line, said):
    with pytest.raises(ProfileError, match=said):
        read_profiles(f'{FILE.read_text("utf-8")}\n["某省"]\n{line}\n')
