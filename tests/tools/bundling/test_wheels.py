"""Markers of the lock are read for the system that a bundle is for, not for the one that makes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.bundling.platforms import LINUX, LINUX_ARM, WINDOWS, Platform
from tools.bundling.wheels import pins, wanted

LOCK = (Path(__file__).parents[3] / "requirements.lock").read_text("utf-8")


def _names(platform: Platform) -> set[str]:
    return {pin.name for pin in wanted(LOCK, platform)}


def test_every_line_of_the_lock_is_read_with_its_digests() -> None:
    found = list(pins(LOCK))
    assert len(found) == len(re.findall(r"^[a-z0-9]\S*==", LOCK, re.MULTILINE))
    assert sum(len(pin.hashes) for pin in found) == LOCK.count("--hash=sha256:")


def test_what_only_windows_needs_goes_to_windows_only() -> None:
    assert "colorama" in _names(WINDOWS) and "colorama" not in _names(LINUX)


def test_the_window_goes_where_there_is_a_qt() -> None:
    assert {"pyside6-essentials", "shiboken6"} <= _names(LINUX) and not any(
        "pyside" in name for name in _names(LINUX_ARM)
    )


def test_no_wheel_may_need_a_newer_c_library() -> None:
    tags = LINUX.wheel_tags
    assert (
        tags[0] == "manylinux_2_28_x86_64" and "manylinux_2_17_x86_64" in tags and "manylinux_2_31_x86_64" not in tags
    )


@pytest.mark.parametrize("platform", [LINUX, LINUX_ARM, WINDOWS], ids=lambda p: p.name)
def test_the_lock_for_a_system_is_a_lock_again(platform: Platform) -> None:
    chosen = wanted(LOCK, platform)
    again = list(pins("\n".join(map(str, chosen)) + "\n"))
    assert [(p.name, p.version, p.hashes) for p in again] == [(p.name, p.version, p.hashes) for p in chosen]
    assert all(pin.marker == "" for pin in again)
