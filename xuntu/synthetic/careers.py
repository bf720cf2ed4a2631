"""Careers: every stay from the first job to this day, under the names that units had then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from xuntu.synthetic import data, people, times, titles
from xuntu.synthetic.leaders import Leaders
from xuntu.synthetic.model import TODAY, Leader, Organisation, Posting
from xuntu.synthetic.office import Office
from xuntu.synthetic.organisations import body_name
from xuntu.synthetic.people import File

NOW = TODAY[:7]


def live(seed: int, office: Office, files: Sequence[File], leaders: Leaders) -> None:
    """Give every file its career, employer, post, rank and skills."""
    rng = data.stream(seed, office.copy, "careers")
    watchers = [o for o in office.organisations if o.kind in ("派驻机构", "纪检监察机关")]
    for index, file in enumerate(files):
        county = file.person.county
        choices: Sequence[Organisation] = (
            office.county_employers(county) if county
            else [o for o in watchers if o.region == "990100"] if index % 9 == 1 and not file.chief
            else office.employers
        )  # fmt: skip
        rows = _career(rng, office, file, choices)
        file.postings = [_with_superior(rng, leaders, row) for row in rows]
        if index % 7 == 3:
            file.postings += _secondment(rng, office, file)
        settle(rng, office, file)
        if index % 17 == 11:
            _lose_a_row(file)


def settle(rng: Random, office: Office, file: File) -> None:
    """Write the present post of a file into its register entry."""
    last = current(file)
    file.person = replace(
        file.person, employer=last.org, post=last.title, rank=last.rank,
        skills=file.person.skills or people.skills(rng, office.by_name[last.org]),
    )  # fmt: skip


def current(file: File) -> Posting:
    """Return the present main post of a file."""
    return next(p for p in reversed(file.postings) if not p.until and p.kind in ("任职", "派驻"))


def stay(file: File, new: Posting) -> None:
    """Put one stay into a career; what it covers gives way, and the present post goes on after it."""
    last = current(file)
    kept = [p for p in file.postings if p.since < new.since]
    kept = [replace(p, until=min(p.until or new.since, new.since)) for p in kept]
    file.postings = [*kept, new]
    if new.until:
        file.postings.append(replace(last, since=new.until))


def _career(
    rng: Random, office: Office, file: File, choices: Sequence[Organisation]
) -> list[Posting]:
    start, end = times.count(file.person.work_start), times.count(NOW)
    parts = max(1, min(6, (end - start) // 62))
    cuts = [start]
    for i in range(1, parts):
        cuts.append(start + (end - start) * i // parts + rng.randint(-9, 9))
    orgs = _orgs(rng, file, choices, parts)
    rows: list[Posting] = []
    for i in range(parts):
        since = times.of_count(cuts[i])
        until = times.of_count(cuts[i + 1]) if i + 1 < parts else ""
        stage = _stage_of(file, i, parts)
        rows += _split(office, _posting(rng, file, orgs[i], stage, since, until))
    return rows


def _stage_of(file: File, part: int, parts: int) -> int:
    if file.chief:
        return (0, 1, 2, 3, 4, 5)[max(0, part + 6 - parts)]
    return file.stage if part + 1 == parts else file.stage * part // parts


def _orgs(
    rng: Random, file: File, choices: Sequence[Organisation], parts: int
) -> list[Organisation]:
    chosen = [rng.choice(choices)]
    bureaus = [o for o in choices if o.kind == "政府部门" and o.leader_level]
    if file.chief:
        halls = [o for o in choices if o.kind == "人大政协机关"]
        chosen = [rng.choice(halls), rng.choice(bureaus)]
    while len(chosen) < parts:
        moved = rng.random() < 0.55
        chosen.append(
            rng.choice(bureaus if bureaus and rng.random() < 0.5 else choices)
            if moved
            else chosen[-1]
        )
    return chosen[:parts][::-1]


def _posting(
    rng: Random, file: File, org: Organisation, stage: int, since: str, until: str
) -> Posting:
    county = bool(file.person.county)
    ranks = titles.COUNTY_RANKS if county else titles.CITY_RANKS
    row = Posting(
        file.person.no, org.name, "", since, until, rank=ranks[min(stage, len(ranks) - 1)]
    )
    party = body_name(org.name, "党组")
    if file.chief and stage == 5:
        return replace(row, title=rng.choice(data.words("posts")["committees"]))
    if file.chief and stage >= 3:
        head = stage == 4
        title = titles.chief(org.name, party) if head else titles.deputy(org.name, party)
        duty = "全面工作" if head else rng.choice(data.words("posts")["duties"])
        return replace(row, title=title, leading=True, principal=head, in_charge=duty)
    if county and stage == 2:
        duty = rng.choice(data.words("posts")["duties"])
        return replace(row, title=titles.deputy(org.name, party), leading=True, in_charge=duty)
    if org.kind == "派驻机构":
        return replace(row, title=rng.choice(["副组长", "四级调研员", "一级主任科员"]), kind="派驻")
    section = titles.section(rng, county)
    return replace(row, title=titles.in_section(rng, section, stage, county), section=section)


def _split(office: Office, row: Posting) -> list[Posting]:
    """Cut a stay at the reform: before it the unit bore its old name."""
    before = office.known_as(row.org, row.since)
    if before == row.org:
        return [row]
    change = next(c for c in office.predecessors[row.org] if c.old == before)
    turn = change.on[:7]
    title = (
        row.title.replace(titles.head(row.org), titles.head(before)) if row.leading else row.title
    )
    old = replace(row, org=before, title=title)
    if row.until and row.until <= turn:
        return [old]
    return [replace(old, until=turn), replace(row, since=turn, note="机构改革转隶")]


def _with_superior(rng: Random, leaders: Leaders, row: Posting) -> Posting:
    boss = leaders.head(row.org, max(row.since, "2015-01"))
    if boss is None or row.principal or rng.random() > 0.35:
        return row
    return replace(row, superior=boss.no)


def _secondment(rng: Random, office: Office, file: File) -> list[Posting]:
    last = current(file)
    since = times.birth_between(rng, 2018, 2022)
    if since <= last.since:
        return []
    where = rng.choice(office.employers).name
    kind = rng.choice(("借调", "抽调", "挂职"))
    until = times.later(since, rng.randint(5, 13))
    title = f"{titles.section(rng, False)}工作人员" if kind != "挂职" else "副主任（挂职）"
    return [
        Posting(
            file.person.no,
            where,
            title,
            since,
            until,
            kind=kind,
            home_unit=last.org,
            rank=last.rank,
        )
    ]


def _lose_a_row(file: File) -> None:
    """Leave a gap on purpose: people forget a post."""
    main = [p for p in file.postings if p.until and p.kind == "任职"]
    if len(main) > 2:
        file.postings.remove(main[-1])
        file.person = replace(file.person, career_checked="")


def enrol(files: Sequence[File], leaders: Leaders) -> None:
    """Enter those of the pool who headed a unit into its roster, in place of an invented head."""
    took: dict[str, str] = {}
    for file in files:
        for row in file.postings:
            heads = [x for x in leaders.of(row.org) if x.principal]
            if not row.principal or len(heads) != 2 or not row.until:
                continue
            present, former = heads
            if row.until < former.since or former.no.startswith("P"):
                continue
            took[former.no] = file.person.no
            leaders.rename(present, since=max(present.since, row.until))
            _take_over(leaders, former, file, row)
    for file in files:
        file.postings = [_renumbered(p, took) for p in file.postings]


def _take_over(leaders: Leaders, former: Leader, file: File, row: Posting) -> None:
    person = file.person
    leaders.rename(
        former, no=person.no, name=person.name, gender=person.gender, birth=person.birth,
        native=person.native, title=row.title, since=row.since, until=row.until,
    )  # fmt: skip


def _renumbered(row: Posting, took: dict[str, str]) -> Posting:
    boss = took.get(row.superior, row.superior)
    return replace(row, superior="" if boss == row.person else boss)
