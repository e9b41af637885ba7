"""``office set`` and ``office assign``: what a person decides of a unit or a file."""

from __future__ import annotations

from typing import Annotated

import typer

from office import answers, ledger, roster, states
from office.states import SETTABLE, State
from ui.verbs import DONE
from ui.verbs.office.looking import PathOf
from ui.verbs.talk import RefusedError, tell


def _state(written: str) -> State:
    for state in SETTABLE:
        if written in (state.value, state.word):
            return state
    raise RefusedError(f"--state 没有“{written}”，可用的有 {'、'.join(state.value for state in SETTABLE)}。")


def set_state(
    path: PathOf,
    unit: Annotated[str, typer.Argument(metavar="单位", help="名册上的全称，或代码")],
    state: Annotated[str, typer.Option("--state", metavar="received|passed|returned|excused", help="设成什么")],
    paper: Annotated[bool, typer.Option("--paper", help="同时记下收到了纸质件")] = False,
) -> int:
    """received 已收，passed 通过（锁定，以后收到的不再替换），returned 退回，excused 不需报送。"""
    wanted = _state(state)
    with ledger.write(path) as opened:
        tell(states.decide(opened, roster.load(opened).named(unit), wanted, paper=paper))
    return DONE


def assign_file(
    path: PathOf,
    file: Annotated[str, typer.Argument(metavar="文件", help="status 列出的文件，或一个还没有收的文件")],
    unit: Annotated[str, typer.Argument(metavar="单位", help="名册上的全称，或代码")],
) -> int:
    """回答一次就记住：同样名称的以后自动对上。"""
    with ledger.write(path) as opened:
        tell(answers.assign(opened, file, roster.load(opened).named(unit)))
    return DONE
