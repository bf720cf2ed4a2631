"""The errors of xuntu, branched by who must act.

XuntuError
├── UsageError        the call's words are off (exit code 2)
├── SourceError       a file cannot be used: its owner must act
├── QueryError        a question is asked wrongly: the analyst must act
├── WorkspaceError    the workspace is missing, locked or damaged
├── StoreError        the graph engine refused or failed
└── SchemaError       schema.toml or a claim breaks the declaration: a developer must act
"""


class XuntuError(Exception):
    """What happened, where, and what to do next; `str` gives it as one sentence for the clerk."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"（{self.where}）" if self.where else ""
        advice = f"：{self.hint}" if self.hint else ""
        return f"{self.message}{place}{advice}"


class UsageError(XuntuError):
    """The command was called with words it does not know."""


class SourceError(XuntuError):
    """A file cannot be read as what it should be."""


class QueryError(XuntuError):
    """A question that cannot be asked as it stands."""


class WorkspaceError(XuntuError):
    """The workspace is missing, locked or not as it should be."""


class StoreError(XuntuError):
    """The graph engine is absent, refused or failed."""


class SchemaError(XuntuError):
    """The schema, or a claim held against it, is wrong."""
