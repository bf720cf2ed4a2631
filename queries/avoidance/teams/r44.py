"""R44 以老带新: enough of the members have completed earlier rounds; the present one never counts."""

from __future__ import annotations

from queries.avoidance.squads import Mate, Result, Squad, TeamRule


def judge(squad: Squad) -> Result:
    """Return how many members have completed enough earlier rounds, of how many."""
    settings = squad.moment.settings
    rounds, percent = int(settings.value("R44", "rounds")), int(settings.value("R44", "percent"))
    mates = {mate.key: mate for mate in squad.mates}
    counts = {key: experience(squad, mate) for key, mate in mates.items()}
    seasoned = [key for key, (recorded, stated) in counts.items() if recorded + stated >= rounds]
    declared = [mates[key].shown for key in seasoned if counts[key][0] < rounds]
    passed = len(seasoned) * 100 >= percent * len(mates)
    share = f"{len(seasoned) * 100 / len(mates):.1f}%"
    text = f"{len(mates)} 人中 {len(seasoned)} 人完成过 {rounds} 轮以上巡察（{share}）"
    if declared:
        text += f"，其中{'、'.join(declared)}按申报计入"
    if not passed:
        wanted = -(-percent * len(mates) // 100)
        text += f"，不到 {percent}%，需 {wanted} 人"
    return Result(f"{len(seasoned)}/{len(mates)}", f"≥{percent}%", passed, text)


def experience(squad: Squad, mate: Mate) -> tuple[int, int]:
    """Return how many earlier rounds a member completed on record, and how many more are only stated."""
    done = {stint.round for stint in squad.earlier(mate) if stint.completed(squad.moment.on)}
    return len(done), _before_records(squad, mate)


def _before_records(squad: Squad, mate: Mate) -> int:
    """Return the rounds stated in the talent pool (L3) that lie before the first list of teams (L19)."""
    if mate.person is None or not squad.moment.settings.value("R44", "experience_before_records"):
        return 0
    traits, first = mate.person.traits, squad.records_since
    years = {int(year[:4]) for year in traits.years_stated if year[:4].isdigit()}
    if first is None:
        past = {year for year in years if year < int(squad.moment.on[:4])}
        return max(len(past), traits.rounds_stated or 0)
    return sum(year < first for year in years)


TEAM_RULE = TeamRule("R44", "以老带新", "以老带新（有两轮以上经历的不少于三成）", judge, whole=True)
