"""The truth about the rounds of county committees: their rows in L2, L7 and L10."""

from __future__ import annotations

from tests.xuntu.synthetic.truth.model import Ref, Truth, listed
from tests.xuntu.synthetic.truth.units import Units
from tests.xuntu.synthetic.truth.work import subject, task_ref, tell_category
from xuntu.synthetic.events import County, Finding, Task
from xuntu.synthetic.model import City


def tell(truth: Truth, city: City, units: Units) -> None:
    """Tell of every round, task, finding and clue of the counties."""
    for county in city.counties:
        _rounds(truth, county, units)
        for task in county.tasks:
            _task(truth, county, task, units)
        for finding in county.findings:
            _finding(truth, finding, units)
        _clues(truth, county, units)


def _rounds(truth: Truth, county: County, units: Units) -> None:
    term = truth.node("Term", county.term, number=county.term, committee=county.committee)
    for t in county.tasks:
        held = truth.node(
            "Round", t.round_no, number=t.round_no, term_no=county.term, year=int(t.start[:4])
        )
        truth.edge("IN_TERM", held, term)
        truth.edge("DISPATCHES", units.at(county.committee), held)
        team = truth.node("Team", t.round_no, t.team, number=t.team, term_no=county.term)
        truth.edge("OF_ROUND", team, held)


def _task(truth: Truth, county: County, t: Task, units: Units) -> None:
    ref = truth.node(
        *task_ref(t), type=t.type, modes=listed(t.modes), theme=t.theme, begins=t.start, ends=t.end,
        petition_deadline=t.petition_deadline, feedback_on=t.feedback, feedback_form=t.feedback_form,
        status="完成", scheme="四个落实", batch=1, campaign=t.campaign,
    )  # fmt: skip
    truth.edge("EXECUTES", ("Team", t.round_no, t.team), ref)
    truth.edge("INSPECTS", ref, units.at(t.unit))
    for main in county.tasks:
        if main.unit == t.extends and main.round_no == t.round_no:
            truth.edge("EXTENDS", ref, task_ref(main))


def _finding(truth: Truth, f: Finding, units: Units) -> None:
    ref = truth.node(
        "Finding", f.no, no=f.no, text=f.text, example=f.example, cat1=f.cat1, cat2=f.cat2, cat3=f.cat3,
        common=f.common, source="本级巡察", source_level="县市区旗",
    )  # fmt: skip
    task: Ref = ("InspectionTask", f.round_no, f.team, f.unit, f.type)
    truth.edge("FOUND", task, ref, certainty="recorded")
    truth.edge("CONCERNS", ref, units.at(f.unit))
    truth.edge("IN_CATEGORY", ref, tell_category(truth, f))
    # The paper lies with the county: its number is all that is known of it.
    truth.edge("LED_TO", truth.node("WorkingPaper", f.paper, no=f.paper), ref)


def _clues(truth: Truth, county: County, units: Units) -> None:
    of = {f.no: f for f in county.findings}
    for c in county.clues:
        ref = truth.node(
            "Clue", c.no, no=c.no, problem=c.problem, subject=c.subject, subject_post=c.post,
            transferred=c.transferred, mode=c.mode, term_no=county.term, round_no=c.round_no,
        )  # fmt: skip
        birth, gender = c.subject_key.split()
        who = truth.node(*subject(c), name=c.subject, birth=birth, gender=gender)
        task = ("InspectionTask", c.round_no, c.team, c.unit, of[c.finding].type)
        truth.edge("YIELDED", task, ref, certainty="recorded")
        truth.edge("CONCERNS", ref, units.at(c.unit))
        truth.edge("ABOUT", ref, who)
        truth.edge("SENT_TO", ref, units.at(c.receiver), on=c.transferred, mode=c.mode)
        truth.edge("LED_TO", ("Finding", c.finding), ref)
