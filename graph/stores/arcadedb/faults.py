"""What the engine says when a query fails, as one sentence for the analyst."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import QueryError
from graph.stores import messages


def query_error(error: Exception, timeout: float) -> QueryError:
    """Return the error of a failed query: what is wrong and where, without the engine's stack."""
    chain = tuple(causes(error))
    kinds = {kind for kind, _ in chain}
    if "TimeoutException" in kinds:
        return messages.too_long(timeout)
    if "QueryNotIdempotentException" in kinds:
        return messages.read_only()
    said = "；".join(text for _, text in chain)
    detail = next((text for _, text in reversed(chain) if text), "")
    return messages.query_error(said, detail)


def causes(error: BaseException) -> Iterator[tuple[str, str]]:
    """Yield the simple class name and the message of an error and of all that caused it."""
    cause: object | None = error.__cause__ or error
    seen = 0
    while cause is not None and seen < 20:
        seen += 1
        message = getattr(cause, "getMessage", lambda: None)()
        yield type(cause).__name__.rsplit(".", 1)[-1], "" if message is None else str(message)
        cause = getattr(cause, "getCause", lambda: None)()
