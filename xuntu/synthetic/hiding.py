"""Taking facts out of an office, as if nobody had ever written them down."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from xuntu.synthetic import data
from xuntu.synthetic.model import City

CAREER = frozenset({"任职", "派驻"})
"""Kinds of posts that follow one another; the others lie beside them."""

HIDDEN = {"任职": "L4", "兼有的任职": "L4", "回避申报": "L5", "亲属工作单位": "L20"}
"""What can be hidden, and the ledger that it then lacks."""


def hide(city: City, what: str, share: float, seed: int) -> City:
    """Return the office without a share of one kind of facts; equal arguments hide the same ones.

    Declarations go whole, with all that a person signed; of relatives only where they work.
    """
    rng = data.stream(seed, 0, f"hide {what}")
    if what == "回避申报":
        return _undeclared(city, share, rng)
    if what == "亲属工作单位":
        kin = (
            replace(r, employer="", title="", leading=False, post_since="", post_until="")
            if rng.random() < share
            else r
            for r in city.relatives
        )
        return replace(city, relatives=tuple(kin))
    follows = what == "任职"
    kept = (p for p in city.postings if (p.kind in CAREER) is not follows or rng.random() >= share)
    return replace(city, postings=tuple(kept))


def _undeclared(city: City, share: float, rng: Random) -> City:
    silent = {p.no for p in city.persons if rng.random() < share}
    return replace(city, declarations=tuple(d for d in city.declarations if d.person not in silent))
