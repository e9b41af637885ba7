"""Chinese input where the desktop asks for a plug-in that this Qt does not have."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ui.start.input_method import NO_IBUS, choose, lacking
from ui.start.qt_files import plugins


@pytest.mark.parametrize(
    "wished",
    [
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"QT_IM_MODULES": "fcitx;ibus"},
        {"QT_IM_MODULES": "fcitx", "QT_IM_MODULE": "xim"},
        {"XMODIFIERS": "@im=fcitx"},
    ],
)
def test_a_wish_for_fcitx_becomes_ibus(wished: dict[str, str]) -> None:
    environment = dict(wished)
    assert choose(environment)
    assert environment["QT_IM_MODULE"] == "ibus" and "QT_IM_MODULES" not in environment


@pytest.mark.parametrize(
    "wished",
    [
        {},
        {"QT_IM_MODULE": "ibus"},
        {"QT_IM_MODULES": "wayland;fcitx"},
        {"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"},
    ],
)
def test_any_other_wish_stands(wished: dict[str, str]) -> None:
    environment = dict(wished)
    assert not choose(environment) and environment == wished


def test_where_qt_has_a_plug_in_for_fcitx_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts/libfcitx5platforminputcontextplugin.so").touch()
    environment = {"QT_IM_MODULE": "fcitx"}
    assert not choose(environment, tmp_path) and environment["QT_IM_MODULE"] == "fcitx"


def test_the_plug_ins_of_the_installed_qt_are_found() -> None:
    folder = plugins()
    assert folder is not None and any((folder / "platforms").iterdir())


def test_the_window_tells_when_nothing_answers_for_fcitx(tmp_path: Path) -> None:
    environment = {"QT_IM_MODULE": "fcitx", "HOME": str(tmp_path)}
    choose(environment)
    assert lacking(environment) == NO_IBUS
    bus = tmp_path / ".config/ibus/bus"
    bus.mkdir(parents=True)
    address = bus / "machine-unix-0"
    address.write_text("IBUS_ADDRESS=unix:path=/run/x\nIBUS_DAEMON_PID=999999999\n", "utf-8")
    assert lacking(environment) == NO_IBUS  # the one that wrote it has ended
    address.write_text(f"IBUS_ADDRESS=unix:path=/run/x\nIBUS_DAEMON_PID={os.getpid()}\n", "utf-8")
    assert lacking(environment) == ""


def test_who_uses_ibus_is_told_nothing(tmp_path: Path) -> None:
    environment = {"QT_IM_MODULE": "ibus", "HOME": str(tmp_path)}
    choose(environment)
    assert lacking(environment) == ""
