"""A second watch over the time: for what the library does without looking at a triple, such as a regular expression."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from queries.sparql.view import too_long


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise QueryError after so many seconds; only the main thread, on systems with timers, can be stopped so."""
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001  # the system's
        raise too_long(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    # A little later than the watch that looks at triples, which ends in good order.
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
