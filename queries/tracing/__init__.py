"""Tracing: what came of a finding, or where a sanction came from, link by link; and how many got how far."""

from queries.tracing.finding import Scope, find
from queries.tracing.funnel import funnel
from queries.tracing.missing import nothing_came, unexplained
from queries.tracing.told import trace, trace_scope

__all__ = ["Scope", "find", "funnel", "nothing_came", "trace", "trace_scope", "unexplained"]
