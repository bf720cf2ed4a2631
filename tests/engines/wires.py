"""Wires that break and servers that talk nonsense, to hold faults of a connection against."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

from graph.model.closing import Closing

LOOPBACK = "127.0.0.1"


class Listener(Closing):
    """Something on loopback that takes connections; a context manager."""

    def __init__(self) -> None:
        self._socket = socket.create_server((LOOPBACK, 0))
        self.port = int(self._socket.getsockname()[1])
        self.url = f"bolt://{LOOPBACK}:{self.port}"
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._socket.accept()
                self._open.append(client)
                threading.Thread(target=self._quietly, args=(client,), daemon=True).start()

    def _quietly(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            self.serve(client)

    def serve(self, client: socket.socket) -> None:
        """Do what this server does with a connection."""
        raise NotImplementedError

    def cut(self) -> None:
        """Break every connection that is open."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def close(self) -> None:
        """Take no more connections, and break those that are open."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.cut()


class Nonsense(Listener):
    """Answers whatever comes first with the same bytes; without any, it is silent."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self.answer = answer

    def serve(self, client: socket.socket) -> None:
        """Hear a greeting and answer it."""
        client.recv(1000)
        if self.answer:
            client.sendall(self.answer)
            client.close()


class Stranger(Listener):
    """Speaks Bolt 4.4 as far as the greeting, in which it says what it is."""

    def __init__(self, agent: str) -> None:
        super().__init__()
        said = agent.encode()
        message = b"\xb1\x70\xa2\x86server\xd0" + bytes([len(said)]) + said
        message += b"\x8dconnection_id\x81x"
        self.answer = len(message).to_bytes(2, "big") + message + b"\0\0"

    def serve(self, client: socket.socket) -> None:
        """Agree on a version and greet."""
        client.recv(1000)
        client.sendall(b"\0\0\x04\x04")
        client.recv(10_000)
        client.sendall(self.answer)
        client.recv(1000)


class Wire(Listener):
    """Leads to a real server; does something when a word passes on its way there."""

    def __init__(self, url: str, word: str, act: Callable[[Wire], None]) -> None:
        super().__init__()
        parts = urlsplit(url)
        self._server = (str(parts.hostname), parts.port or 7687)
        self._word = word.encode()
        self._act = act
        self.passed = 0

    def serve(self, client: socket.socket) -> None:
        """Carry bytes both ways."""
        server = socket.create_connection(self._server)
        self._open.append(server)
        threading.Thread(target=self._carry, args=(server, client), daemon=True).start()
        while data := client.recv(65_536):
            if self._word in data:
                self.passed += 1
                self._act(self)
            server.sendall(data)
        server.close()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)
            target.shutdown(socket.SHUT_RDWR)
