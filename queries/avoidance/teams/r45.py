"""R45 编制与授权: one leader authorised for this round, a deputy, a liaison, and a team of the usual size."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.names import to_half_width
from queries.avoidance.squads import Mate, Result, Squad, TeamRule

_LEADER, _LIAISON = "组长", "联络员"
_DEPUTIES = frozenset({"常务副组长", "副组长"})


def judge(squad: Squad) -> Result:
    """Return how the team is made up, and what of it is not as it must be."""
    settings = squad.moment.settings
    low, high, deputies, liaisons = (
        int(settings.value("R45", key)) for key in ("size_min", "size_max", "deputies", "liaisons")
    )
    leaders = [mate for mate in squad.mates if mate.member.role == _LEADER]
    counts = [
        sum(mate.member.role in _DEPUTIES for mate in squad.mates),
        sum(mate.member.role == _LIAISON for mate in squad.mates),
    ]
    size = len({mate.key for mate in squad.mates})
    wrong = list(_of_leaders(squad, leaders))
    if counts[0] < deputies:
        wrong.append(f"副组长 {counts[0]} 名，应有 {deputies} 名以上")
    if counts[1] < liaisons:
        wrong.append(f"联络员 {counts[1]} 名，应有 {liaisons} 名")
    if not low <= size <= high:
        wrong.append(f"共 {size} 人，应为 {low}—{high} 人（需复核）")
    value = f"组长{len(leaders)} 副组长{counts[0]} 联络员{counts[1]} 共{size}人"
    required = f"组长1（本轮授权） 副组长≥{deputies} 联络员≥{liaisons} 共{low}—{high}人"
    text = f"{'；'.join(wrong)}" if wrong else f"{value}，{_authority(leaders[0])}"
    return Result(value, required, not wrong, text)


def _of_leaders(squad: Squad, leaders: list[Mate]) -> Iterator[str]:
    if len(leaders) != 1:
        yield f"组长 {len(leaders)} 名，应为 1 名"
    for leader in leaders:
        doc = leader.member.details.get("授权文号", "")
        if not doc:
            yield f"组长{leader.shown}没有本轮授权文号"
        elif used := _used_before(squad, doc):
            yield f"组长{leader.shown}的授权文号 {doc} 已用于{used}，不是本轮授权"


def _used_before(squad: Squad, doc: str) -> str:
    """Return the earlier round in which a document authorised somebody, empty if there is none."""
    wanted, on = _plain(doc), squad.moment.on
    for known in squad.lore.authorities:
        if _plain(known.doc) == wanted and known.round not in squad.rounds:
            # Which round a draft is of that does not say so, only an end before its day can tell.
            before = (known.since or "") < on if squad.rounds else (known.until or on) < on
            if before:
                return known.shown or "以前的轮次"
    return ""


def _authority(leader: Mate) -> str:
    """Return who appointed and who authorised the leader: they may be two committees."""
    details = leader.member.details
    told = [f"{details[key]}{word}" for key, word in _WORDS if details.get(key)]
    return "，".join((*told, f"授权文号 {details.get('授权文号', '')}"))


_WORDS = (("任命单位", "任命"), ("授权单位", "授权"))


def _plain(text: str) -> str:
    """Return a document's number without blanks and with one kind of brackets."""
    plain = to_half_width(text).replace(" ", "")
    for mark in "〔[【（(":
        plain = plain.replace(mark, "(")
    for mark in "〕]】）)":
        plain = plain.replace(mark, ")")
    return plain


TEAM_RULE = TeamRule("R45", "编制与授权", "巡视工作条例 第十条（组长负责制、一次一授权）", judge)
