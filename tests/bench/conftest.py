"""What every benchmark uses: a figure means something only beside another one measured in the same run."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

SECONDS = 1.0
"""How long one comparison takes, about."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of ``what`` and of ``other``, the median or the ``percentile`` asked for; ``times`` and ``ms`` are the most that ``what`` should take."""

    what: str
    seconds: float
    other: str
    others: float
    times: float | None
    ms: float | None
    percentile: int = 50

    @property
    def ratio(self) -> float:
        return self.seconds / self.others

    @property
    def line(self) -> str:
        aims = [f"≤ {self.times:g} ×"] if self.times is not None else []
        aims += [f"≤ {self.ms:g} ms"] if self.ms is not None else []
        held = (self.times is None or self.ratio <= self.times) and (self.ms is None or self.seconds * 1000 <= self.ms)
        aim = f"（目标 {'，'.join(aims)}：{'达到' if held else '没有达到'}）" if aims else ""
        what = self.what if self.percentile == 50 else f"{self.what}（第{self.percentile}百分位）"
        return f"{what} {_shown(self.seconds)} 的耗时 = {self.ratio:.2f} × {self.other} {_shown(self.others)}{aim}"


class Beside(Protocol):
    """``beside("导出 Word", export, "用 python-docx 打开并保存模板", reopen, times=3, ms=60)``."""

    def __call__(
        self,
        what: str,
        do: Callable[[], object],
        other: str,
        do_other: Callable[[], object],
        *,
        times: float | None = None,
        ms: float | None = None,
        percentile: int = 50,
        rounds: int = 5,
    ) -> Compared: ...


_lines = pytest.StashKey[list[str]]()
_other_lines = pytest.StashKey[list[str]]()


@pytest.fixture
def record_line(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Print a figure that is no time at the end of the run."""
    return request.config.stash.setdefault(_other_lines, []).append


@pytest.fixture
def beside(benchmark: BenchmarkFixture, request: pytest.FixtureRequest) -> Beside:
    """Measure one thing beside another, in turn, so that a busy moment of the machine strikes both; printed at the end.

    ``rounds``: how often at least. The first call of a test also goes into the table of pytest-benchmark.
    """
    lines = request.config.stash.setdefault(_lines, [])
    measured: list[Compared] = []

    def compare(
        what: str,
        do: Callable[[], object],
        other: str,
        do_other: Callable[[], object],
        *,
        times: float | None = None,
        ms: float | None = None,
        percentile: int = 50,
        rounds: int = 5,
    ) -> Compared:
        pair = (_repeated(do), _repeated(do_other))
        once = sum(_timed(*each) * each[1] for each in pair)
        taken: tuple[list[float], list[float]] = ([], [])
        rare = percentile != 50  # needs more runs
        for _ in range(max(60 if rare else rounds, min(500, int(SECONDS / once)))):
            for each, into in zip(pair, taken, strict=True):
                into.append(_timed(*each))
        if not measured:
            benchmark.pedantic(do, rounds=5, iterations=pair[0][1])
        seconds, others = (_at(each, percentile) for each in taken)
        result = Compared(what, seconds, other, others, times, ms, percentile)
        measured.append(result)
        lines.append(result.line)
        return result

    return compare


def _at(seconds: list[float], percentile: int) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[percentile - 1]


def _repeated(do: Callable[[], object]) -> tuple[Callable[[], object], int]:
    """How often to call it in a row for a readable time; the first call, which warms up, does not count."""
    do()
    start = time.perf_counter()
    do()
    return do, max(1, math.ceil(0.001 / max(time.perf_counter() - start, 1e-7)))


def _timed(do: Callable[[], object], number: int) -> float:
    start = time.perf_counter()
    for _ in range(number):
        do()
    return (time.perf_counter() - start) / number


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the comparisons below the table."""
    lines = config.stash.get(_lines, [])
    if lines:
        terminalreporter.section("速度（同一次运行中测得，取中位数，另有说明的除外）")
        for line in lines:
            terminalreporter.write_line(line)
    others = config.stash.get(_other_lines, [])
    if others:
        terminalreporter.section("其他数字")
        for line in others:
            terminalreporter.write_line(line)
