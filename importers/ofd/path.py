"""The short form in which an OFD writes paths (GB/T 33190, 9.1): "M 0 0 L 10 0 L 10 5 C"."""

from __future__ import annotations

from collections.abc import Iterator

Point = tuple[float, float]

_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
MAX_WORDS = 200_000


def stretches(data: str) -> Iterator[tuple[list[Point], bool]]:
    """The points of each stretch, and whether it is closed. Of a curve only its end is a point, after a gap: it is no rule.

    A path that breaks off or holds something else ends there.
    """
    words = iter(data.split()[:MAX_WORDS])
    points: list[Point] = []
    for word in words:
        count = _NUMBERS.get(word)
        if count is None:
            break
        try:
            numbers = [float(next(words)) for _ in range(count)]
        except (StopIteration, ValueError):
            break
        if word == "L":
            points.append((numbers[0], numbers[1]))
            continue
        closed = word == "C"
        if closed and points:
            points.append(points[0])
        if len(points) > 1:
            yield points, closed
        points = [(numbers[-2], numbers[-1])] if numbers else points[:1]
    if len(points) > 1:
        yield points, False
