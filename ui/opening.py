"""Opens the window, or says why it cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Sequence

FAILED = 2


def open_window(argv: Sequence[str]) -> int:
    """Prepare the surroundings and run the window; ``argv`` as of a program. What goes wrong before the window is there is
    said in one sentence, in a window, and the exit code is 2."""
    from ui.start import faults, identity, input_method

    identity.introduce()
    input_method.choose(os.environ)
    if lacking := faults.qt_lacks():
        return fail(lacking)
    try:
        from ui.app import main

        return main(argv)
    except Exception as error:  # whatever it is: a person who sees no console must not be left without a word
        return fail(faults.of_starting(error))


def fail(sentence: str) -> int:
    """Say why and give the exit code."""
    from ui.start.said import say

    say(sentence)
    return FAILED
