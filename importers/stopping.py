"""How a reading ends before its time: who started it is asked between files, sheets, pages and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(BaseException):
    """Nobody waits for the reading any longer. No failure of a source: those who handle all failures do not take it for one."""


_asked: ContextVar[Callable[[], bool] | None] = ContextVar("asked", default=None)


@contextmanager
def stoppable(asked: Callable[[], bool]) -> Iterator[None]:
    """What is read inside ends with ``Stopped`` soon after ``asked`` says so."""
    before = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(before)


def may_stop() -> None:
    """A place where a reading may end. Raises Stopped."""
    asked = _asked.get()
    if asked is not None and asked():
        raise Stopped
