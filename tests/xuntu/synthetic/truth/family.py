"""The truth about families: who is whose kin, with those between them whom nobody names: L5, L20, L21."""

from __future__ import annotations

from collections import defaultdict

from tests.xuntu.synthetic.truth.model import Ref, Truth
from tests.xuntu.synthetic.truth.people import Careers, numbered
from tests.xuntu.synthetic.truth.units import Places
from xuntu.synthetic.model import City, Declaration, Relative

PATHS = {
    "妻子": "s", "丈夫": "s", "父亲": "u", "母亲": "u", "儿子": "d", "女儿": "d", "哥哥": "ud", "弟弟": "ud",
    "姐姐": "ud", "妹妹": "ud", "叔父": "uud", "舅父": "uud", "姑母": "uud", "姨母": "uud", "堂兄": "uudd",
    "表弟": "uudd", "表姐": "uudd", "岳父": "su", "岳母": "su", "公公": "su", "婆婆": "su", "妻兄": "sud",
    "妻弟": "sud", "妻姐": "sud", "妻妹": "sud", "大伯": "sud", "小叔": "sud", "大姑": "sud", "小姑": "sud",
    "姐夫": "uds", "妹夫": "uds", "嫂子": "uds", "弟媳": "uds",
}  # fmt: skip
"""How a relative is reached: u to a parent, d to a child, s to a spouse."""

LINES = {"叔父": "f", "姑母": "f", "堂兄": "f", "舅父": "m", "姨母": "m"}
"""Which parent's line a term names; 表 may be of either."""


class Families:
    """Tells of kin; one who stands between is named only where exactly one spouse is."""

    def __init__(self, truth: Truth, city: City) -> None:
        self._truth = truth
        self._rows = {(r.person, r.term, r.name): r for r in city.relatives}
        self._spouses: dict[str, set[Ref]] = defaultdict(set)
        for r in city.relatives:
            if PATHS[r.term] == "s" and of_age(r):
                self._spouses[r.person].add(relative(r))
                if r.number:
                    self._spouses[r.number].add(numbered(r.person))

    def kin(self, r: Relative, *, since: str = "", until: str = "", nature: str = "") -> Ref:
        """Tell of a relative and of all who stand between, and return the relative."""
        path, who = PATHS[r.term], relative(r)
        people = [numbered(r.person)]
        people += [self._between(r, path[:n]) for n in range(1, len(path))]
        people.append(who)
        marked = path.rfind("s") if "s" in path else len(path) - 1
        for at, step in enumerate(path):
            near, far = people[at], people[at + 1]
            said = {"since": since, "until": until} if at == marked else {}
            if step == "s":
                self._truth.edge("SPOUSE_OF", near, far, **said)
            else:
                ends = (far, near) if step == "u" else (near, far)
                nature_said = {"nature": nature} if at == marked else {}
                self._truth.edge("PARENT_OF", *ends, **said, **nature_said)
        return who

    def _between(self, r: Relative, path: str) -> Ref:
        spouses = self._spouses[r.person]
        if path == "s" and len(spouses) == 1:
            return next(iter(spouses))
        line = LINES.get(r.term) if PATHS[r.term].startswith("uu") else ""
        if "d" in path or line is None:
            ref: Ref = ("Person", "unnamed", r.person, r.term, path, r.name)
        else:
            ref = ("Person", "unnamed", r.person, line, path)
        return self._truth.node(*ref, unnamed=True)

    def of(self, person: str, term: str, name: str) -> Relative:
        """Return the family page's row of a relative."""
        return self._rows[person, term, name]


def relative(r: Relative) -> Ref:
    """Return the name of a relative: by number, or by whose, which, what name and when born."""
    return numbered(r.number) if r.number else ("Person", "kin", r.person, r.term, r.name, r.birth)


def of_age(r: Relative) -> bool:
    """Tell whether a relative was eighteen, or may have been, when the page was filled in."""
    return f"{int(r.birth[:4]) + 18}{r.birth[4:]}" <= r.stated_on[:7]


def tell(truth: Truth, city: City, places: Places, careers: Careers) -> None:
    """Tell of every relative of age: kin, home, post; then what was declared of some of them."""
    families = Families(truth, city)
    for r in (r for r in city.relatives if of_age(r)):
        who = truth.node(*relative(r), name=r.name, **({} if r.number else {"birth": r.birth}))
        families.kin(r, since=r.since, until=r.until, nature=r.nature)
        for kind, code in (
            ("LIVES_IN", r.lives_in), ("REGISTERED_IN", r.household), ("OWNS_HOME_IN", r.home_in)
        ):  # fmt: skip
            if code:
                truth.edge(kind, who, places.at(code))
        if r.employer:
            until = r.post_until or "至今"
            if r.post_since:
                careers.stay(
                    who, r.employer, r.title, "任职", r.post_since, until, leading=r.leading
                )
            else:
                careers.post(who, r.employer, r.title, runs=True, leading=r.leading)
    for d in city.declarations:
        _declared(truth, d, families, careers)


def _declared(truth: Truth, d: Declaration, families: Families, careers: Careers) -> None:
    who = numbered(d.person)
    ref = truth.node(
        "Declaration", d.person, d.round_no, d.relation_class, d.relation, d.kin_name,
        has_items=d.has_items, declared_by="本人申报", kin_post=d.kin_post, period=d.period,
        signed=d.signed, verified="与干部档案一致" if d.has_items else "", decision=d.decision,
        term_no=7, round_no=d.round_no, relation_class=d.relation_class, relation=d.relation,
    )  # fmt: skip
    truth.edge("BY", ref, who)
    if d.unit:
        truth.edge("CONCERNS", ref, careers.units.at(d.unit))
    if d.kin_name:
        r = families.of(d.person, d.relation, d.kin_name)
        truth.edge("CONCERNS", ref, families.kin(r))
        title = d.kin_post.removeprefix(d.unit)
        careers.stay(relative(r), d.unit, title, "任职", r.post_since, "至今", leading=True)


def tell_firms(truth: Truth, city: City, careers: Careers) -> None:
    """Tell of firms: whose they are, who runs them, with whom they deal (L21)."""
    families = Families(truth, city)
    for b in city.businesses:
        firm = truth.node("Organization", b.firm, uscc=b.uscc, kind="企业")
        owner = numbered(b.person)
        if b.term != "本人":
            owner = families.kin(families.of(b.person, b.term, b.holder))
        until = "" if b.until == "至今" else b.until
        said = {"industry": b.industry, "since": b.since, "until": until}
        if b.post:
            truth.edge("EXECUTIVE_OF", owner, firm, post=b.post, **said)
        if b.share is not None:
            truth.edge("OWNS", owner, firm, share=b.share, listed=b.listed, **said)
        if b.client:
            truth.edge(
                "CONTRACTS_WITH", firm, careers.units.at(b.client), deal=b.deal, kind=b.deal_kind,
                amount=b.amount, signed_on=b.signed,
            )  # fmt: skip
