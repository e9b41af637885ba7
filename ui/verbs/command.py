"""Running one verb through typer, its help and its complaints in Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer import core, main
from typer._click import exceptions

from ui.verbs import BROKEN_PIPE, INTERRUPTED, PROGRAM, REFUSED
from ui.verbs.talk import refuse, tell


class Command(core.TyperCommand):
    """A command whose help is in Chinese, derived from its parameters."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        arguments = [param for param in self.params if param.param_type_name == "argument"]
        options = [param for param in self.params if param.param_type_name == "option"]
        usage = [ctx.command_path, *map(_placed, arguments)]
        usage += [_placed(param) if param.required else f"[{_placed(param)}]" for param in options]
        formatter.write(f"{self.help}\n\n用法：{' '.join(usage)}\n\n")
        rows = [(_placed(param), _help(param)) for param in (*arguments, *options)]
        rows.append(("--help", "显示这份说明"))
        wide = max(map(_width, (left for left, _ in rows)))
        for left, right in rows:
            formatter.write(f"  {left}{' ' * (wide - _width(left))}  {right}\n")
        if self.epilog:
            formatter.write(f"\n{self.epilog}\n")


def call(name: str, function: str, help: str, arguments: Sequence[str]) -> int:
    """Import the verb's function, parse its arguments, run it, and return its exit code."""
    module, _, attribute = function.partition(":")
    body = getattr(import_module(module), attribute)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=Command, help=f"{help}。", epilog=body.__doc__ and _unwrapped(body.__doc__))(body)
    command = main.get_command(app)
    try:
        code = command.main(list(arguments), prog_name=f"{PROGRAM} {name}", standalone_mode=False)
    except exceptions.UsageError as error:
        return refuse(f"{_complaint(error)}（用法见 {PROGRAM} {name} --help）")
    except SystemExit:
        return BROKEN_PIPE  # typer ends this way only when nobody reads the output any more
    if code == INTERRUPTED:
        tell("已中断，没有写入文件。")
    return code if isinstance(code, int) else REFUSED if code else 0


def _unwrapped(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _placed(param: Any) -> str:
    """How the parameter is written: ``SOURCE…``, ``-o REPORT.gkbg``."""
    metavar = param.metavar or str(param.name).upper()
    if param.param_type_name == "argument":
        return f"{metavar}…" if param.nargs == -1 else metavar
    flag = "/".join(sorted(param.opts, key=len))
    return flag if param.is_flag else f"{flag} {metavar}"


def _help(param: Any) -> str:
    return str(getattr(param, "help", "") or "")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _complaint(error: exceptions.UsageError) -> str:
    """The parser's complaint in Chinese."""
    if isinstance(error, exceptions.MissingParameter) and error.param is not None:
        return f"缺少 {_placed(error.param)}。"
    if isinstance(error, exceptions.NoSuchOption):
        near = f"，是不是 {'、'.join(sorted(error.possibilities))}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}。"
    if isinstance(error, exceptions.BadOptionUsage):
        takes_none = "does not take" in error.message
        return f"选项 {error.option_name} 后面{'不跟内容' if takes_none else '缺少内容'}。"
    if isinstance(error, exceptions.BadParameter) and re.search(r"[\u4e00-\u9fff]", error.message):
        return error.message
    if match := re.search(r"extra argument\(s\) \((.*)\)", error.message, re.DOTALL):
        return f"多出了“{match[1]}”；含空格的文件名请加引号。"
    if isinstance(error, exceptions.BadParameter) and error.param is not None:
        return f"{_placed(error.param)} 的内容不对。"
    return "命令写法不对。"
