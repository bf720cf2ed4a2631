"""Avoidance (回避): may these people inspect these units, and if not, why."""

from __future__ import annotations

from queries.avoidance.check import Check, Judged, check
from queries.avoidance.draft import Draft, read_draft, single
from queries.avoidance.profile import Profile
from queries.avoidance.profile import load as load_profile
from queries.avoidance.rules import RULES
from queries.avoidance.screening import screen
from queries.avoidance.ties import TIES
from queries.avoidance.verdict import Reason, Severity, Verdict

__all__ = [
    "RULES",
    "TIES",
    "Check",
    "Draft",
    "Judged",
    "Profile",
    "Reason",
    "Severity",
    "Verdict",
    "check",
    "load_profile",
    "read_draft",
    "screen",
    "single",
]
