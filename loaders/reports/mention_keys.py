"""What the things of one report are called: the mention keys of its organisations, rounds, teams and people."""

from __future__ import annotations

from collections import Counter

from graph.model import keys
from graph.model.names import org_key, place_of
from loaders.loader import SourceFile
from loaders.reports.extract import Report
from loaders.reports.facts import Fact


class MentionKeys:
    """Gives the same thing of one report the same key, wherever the report states it."""

    def __init__(self, report: Report, file: SourceFile) -> None:
        self.report = report
        self.file = file
        self.committee = report.about.committee
        self.scope = self.committee.name if self.committee.resolved else f"doc:{file.hash}"
        self.document = keys.document(file.hash)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._people: dict[object, str] = {}

    def organization(self, name: str) -> str:
        """Return the key of an organisation in the scope of its committee."""
        return keys.organization(name, self.scope_of(name))

    def scope_of(self, name: str) -> str:
        """Return the committee in whose scope a name is known (another one's organs are its own)."""
        others = [o for o in self.report.about.others if name.startswith(place_of(o))]
        return max(others, key=len) if others else self.scope

    def names_of(self, name: str) -> tuple[str, ...]:
        """Return the identity keys of an organisation.

        One that bears the place of another committee is known by that full name to the report's own too:
        a county's bureau in the ledgers of the city that inspects it.
        """
        scopes = (self.scope_of(name), *([self.scope] if self.committee.resolved else ()))
        return tuple(dict.fromkeys(org_key(name, scope) for scope in scopes))

    def round_(self, number: int, term: object) -> str:
        """Return the key of a round of the report's committee."""
        return keys.round_(self.scope, term if isinstance(term, int) else None, number)

    def term_of(self, number: int) -> int | None:
        """Return the term of a round: the one that the report gives it, or the only one it speaks of."""
        told = self.report.terms
        only = next(iter(set(told.values()))) if len(set(told.values())) == 1 else None
        return told.get(number, only)

    def round_of(self, team: str) -> int | None:
        """Return the round of one of the committee's own teams, where the report names just one."""
        own = team.startswith(self.committee.name)
        return self.report.team_rounds.get(team) if own else None

    def team(self, name: str) -> str:
        """Return the key of a team: by its round, or inside the document where no round is told."""
        number = self.round_of(name)
        if number is None:
            return keys.placed("Team", self.file.hash, name, 0)
        return keys.team(self.scope, self.term_of(number), number, name)

    def person(self, fact: Fact) -> str:
        """Return the key of a person: one name in one report, but 王某 anew in every sentence."""
        name = str(fact.fields.get("name") or fact.fields.get("person"))
        known: object = (
            (name, fact.place, fact.end) if "某" in name and fact.type == "person" else name
        )
        if fact.type == "sanction" and "某" in name:
            known = next(
                (k for k in reversed(self._people) if isinstance(k, tuple) and k[0] == name), name
            )
        if known not in self._people:
            self._people[known] = self.placed("Person", fact)
        return self._people[known]

    def placed(self, kind: str, fact: Fact) -> str:
        """Return the key of a thing without natural key: where it stands is what it is."""
        ordinal = self._counts[kind, fact.place]
        self._counts[kind, fact.place] += 1
        return keys.placed(kind, self.file.hash, fact.place, ordinal)
