"""The command line: the same work without a window, and without Qt.

A verb is one line in ``VERBS``; its module is imported when it is called. Its function is a typer command that returns the
exit code: 0 done, 1 errors in the report, 2 what was asked cannot be done (said in one sentence on stderr). What a verb is asked for goes to
stdout, all else to stderr.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

SUFFIX = ".gkbg"  # models.storage has it too, and loading that takes time which a verb may not need
PROGRAM = "./run" if os.name != "nt" else "run"
DONE, ERRORS, REFUSED, BROKEN, BROKEN_PIPE, INTERRUPTED = 0, 1, 2, 3, 141, 130


@dataclass(frozen=True, slots=True)
class Verb:
    """``function`` is "module:function", or the name of a module whose ``VERBS`` are verbs below this one; one with ``listed``
    false is not shown in the help."""

    function: str
    help: str
    listed: bool = True


VERBS: dict[str, Verb] = {
    "import": Verb(
        "ui.verbs.importing:import_report", "读入文本、Word、Excel、PDF、OFD、网页等，存为报告文件（.gkbg）"
    ),
    "check": Verb("ui.verbs.checking:check", "检查报告，列出错误和提醒"),
    "export": Verb("ui.verbs.exporting:export", "把报告导出为 Word、PDF、OFD、网页、Excel、JSON"),
    "blank": Verb("ui.verbs.blank:blank", "写出数据采集表（Excel），发给各单位填写"),
    "office": Verb("ui.verbs.office", "主管单位：建册、收报告、看谁没报、检查、退回、汇总、追溯"),
    "sample": Verb("ui.verbs.sample:sample", "用自带的样例走一遍：文本 → 报告 → 检查 → 导出到 out/", listed=False),
}


def files_to_open(arguments: Sequence[str]) -> list[str] | None:
    """The report files that a window is asked to open, as a desktop gives them; None where a verb or an option is given. One
    that is a report by its name is opened even where it is gone: the window says so to a person who sees no console."""
    if arguments and arguments[0] in VERBS:
        return None
    return list(arguments) if all(Path(name).is_file() or name.lower().endswith(SUFFIX) for name in arguments) else None


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code; never raises, never shows a traceback."""
    _readable_everywhere()
    try:
        code = _dispatch(list(arguments))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:  # the reader has gone (``| head``)
        _close_stdout()
        return BROKEN_PIPE
    except OSError as error:
        _close_stdout()
        return _unwritten(error)
    except Exception as error:
        return _failed(error)


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        from ui.verbs.talk import say

        say(overview())
        return DONE
    name, *rest = arguments
    verb = VERBS.get(name)
    if verb is None:
        from ui.verbs.talk import refuse

        return refuse(f"没有“{name}”这个命令；可用的有：{'、'.join(_listed())}（{PROGRAM} --help 看说明）。")
    if ":" not in verb.function:
        return _below(name, verb, rest)
    from ui.verbs.command import call

    return call(name, verb.function, verb.help, rest)


def _below(name: str, verb: Verb, arguments: list[str]) -> int:
    """Carry out one of the verbs below a verb: ``office take …``."""
    from ui.verbs.talk import refuse, say

    verbs: dict[str, Verb] = import_module(verb.function).VERBS
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(
            "\n".join(
                (
                    f"{verb.help}。",
                    "",
                    *_lines(verbs, f"{PROGRAM} {name} "),
                    "",
                    f"每个命令的用法：{PROGRAM} {name} 命令 --help",
                )
            )
        )
        return DONE if arguments else REFUSED
    first, *rest = arguments
    if first not in verbs:
        return refuse(f"没有“{name} {first}”这个命令；可用的有：{'、'.join(verbs)}（{PROGRAM} {name} --help 看说明）。")
    from ui.verbs.command import call

    return call(f"{name} {first}", verbs[first].function, verbs[first].help, rest)


def _lines(verbs: Mapping[str, Verb], before: str = "") -> list[str]:
    width = max(map(len, verbs))
    return [f"  {before}{name:<{width}}  {verb.help}" for name, verb in verbs.items() if verb.listed]


def _listed() -> list[str]:
    return [name for name, verb in VERBS.items() if verb.listed]


def overview() -> str:
    """The help that lists the verbs."""
    return "\n".join(
        (
            "政府信息公开工作年度报告：填写、检查、导出。",
            "",
            f"  {PROGRAM}                打开窗口",
            f"  {PROGRAM} 报告.gkbg      打开窗口和这份报告",
            f"  {PROGRAM} 命令 …         不开窗口做同样的事",
            "",
            "命令：",
            *_lines(VERBS),
            "",
            f"每个命令的用法：{PROGRAM} 命令 --help",
            "退出码：0 完成；1 报告有错误；2 不能做（文件读不了、写不了，或命令写错）。",
        )
    )


def _readable_everywhere() -> None:
    """Chinese on any terminal, and UTF-8 for whoever reads the output in a file or a pipe."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _close_stdout() -> None:
    """Keep the interpreter from complaining when it flushes at exit what nobody takes."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritten(error: OSError) -> int:
    from models.errors import system_said
    from ui.verbs.talk import refuse

    return refuse(f"读写没有完成（{system_said(error)}）；请检查磁盘空间和文件的位置后再试。")


def _interrupted() -> int:
    with contextlib.suppress(OSError):
        print("已中断，没有写入文件。", file=sys.stderr)
    return INTERRUPTED


def _failed(error: Exception) -> int:
    """One sentence for what was foreseen, and for a fault of the program one with the place of its record."""
    from models.errors import UserError
    from ui.verbs.talk import record, refuse

    if isinstance(error, UserError):
        return refuse(str(error))
    if isinstance(error, MemoryError):
        return refuse("内存不足；请关闭别的程序后再试。")

    with contextlib.suppress(OSError):
        print(f"错误：程序出了意外（{type(error).__name__}），没有完成；{record(error)}", file=sys.stderr)
    return BROKEN
