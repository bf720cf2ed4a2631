"""Natural keys: how each loader names the same thing alike.

Every function returns a mention key. Those that a further key can strengthen say so; identity
(derive) decides which mentions are one thing.
"""

from __future__ import annotations

from graph.model.claims import digest
from graph.model.names import committee_key, org_key, person_name, team_key

FORMER = "former:"
"""Prefix of an organisation key that holds only while nobody else owns the name."""


def organization(name: str, scope: str) -> str:
    """Return the key of an organisation by its name inside one committee's scope."""
    return digest("Organization", org_key(name, scope))


def region(code: str | None, text: str) -> str:
    """Return the key of a region by its code, or by its text where no code is known."""
    return digest("Region", code or f"text:{text}")


def person(number: str, scope: str) -> str:
    """Return the key of a person by person number inside one committee's scope."""
    return digest("Person", person_number_key(number, scope))


def person_number_key(number: str, scope: str) -> str:
    """Return the identity key of a person number."""
    return f"no:{committee_key(scope)}:{number}"


def relative(declarant: str, term: str, name: str, birth: str | None) -> str:
    """Return the key of a relative without number: declarant + term + name + birth month."""
    return digest("Person", "kin", declarant, term, person_name(name), birth)


def relative_in_family(declarant: str, term: str, name: str) -> str:
    """Return the identity key under which all that one declarant says of a relative comes together.

    It joins like a name under a case: only where no birth and no number speaks against it.
    """
    return f"kin:{declarant}:{term}:{person_name(name)}"


def unnamed_relative(declarant: str, side: str, path: str) -> str:
    """Return the key of the unnamed person at `path` (u, d, s) from a declarant."""
    return digest("Person", "unnamed", declarant, side, path)


def term(committee: str, number: int) -> str:
    """Return the key of a committee's term."""
    return digest("Term", committee_key(committee), number)


def round_(committee: str, term_no: int | None, number: int) -> str:
    """Return the key of a round: committee + term + round number."""
    return digest("Round", committee_key(committee), term_no, number)


def team(committee: str, term_no: int | None, round_no: int, name: str) -> str:
    """Return the key of a team: its round + series + number."""
    return digest("Team", committee_key(committee), term_no, round_no, *team_key(name))


def numbered(kind: str, committee: str, number: str) -> str:
    """Return the key of a finding, clue, paper or case by its number inside one committee."""
    return digest(kind, committee_key(committee), number)


def category(scheme: str, *path: str) -> str:
    """Return the key of a category by its path of names below a scheme."""
    return digest("Category", scheme, *path)


def document(source: str) -> str:
    """Return the key of the document that a source is."""
    return digest("Document", source)


def placed(kind: str, source: str, place: str, ordinal: int) -> str:
    """Return the key of a mention without natural key: where it stands is what it is."""
    return digest(kind, source, place, ordinal)


def composed(kind: str, *parts: str | int | None) -> str:
    """Return the key of a thing that is what its parts are: a task, a sanction, a declaration."""
    return digest(kind, "composed", *parts)
