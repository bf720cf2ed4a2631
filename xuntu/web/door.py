"""Who may come in: a link that works once is exchanged for a session of one browser."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import deque
from collections.abc import Callable

LOOPBACK = "127.0.0.1"
MOST_SESSIONS = 8
"""Browsers that are in at a time; one more sends the first one away."""


class Door:
    """The names the server answers to, the link that is valid now, and the sessions that are in.

    `said` hears every new link: when one has been used, the next browser needs another.
    """

    def __init__(self, port: int, said: Callable[[str], None] = lambda _link: None) -> None:
        self.port = port
        self.hosts = frozenset({f"{LOOPBACK}:{port}", f"localhost:{port}"})
        # Cookies know no ports: two workbenches on one machine would take each other's.
        self.cookie = f"xuntu_{port}"
        self._said = said
        self._token = secrets.token_urlsafe(32)
        self._sessions: deque[str] = deque(maxlen=MOST_SESSIONS)
        self._turn = threading.Lock()

    @property
    def link(self) -> str:
        """The address that lets one browser in, once."""
        return f"http://{LOOPBACK}:{self.port}/start?token={self._token}"

    def enter(self, token: str) -> str | None:
        """Return a new session for the token that is valid, which it is no longer; None for any other."""
        with self._turn:
            if not hmac.compare_digest(token.encode(), self._token.encode()):
                return None
            self._token = secrets.token_urlsafe(32)
            session = secrets.token_urlsafe(32)
            self._sessions.append(session)
        self._said(self.link)
        return session

    def knows(self, session: str) -> bool:
        """Tell whether a session is in."""
        given = session.encode()
        return any(hmac.compare_digest(given, one.encode()) for one in tuple(self._sessions))
