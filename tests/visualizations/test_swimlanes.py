"""Lanes: one row a kind, one column a period, nothing on top of anything."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.schema import schema
from visualizations import swimlanes

KINDS = ("Organization", "Finding", "Clue", "Sanction")
nodes = st.lists(
    st.tuples(st.sampled_from(KINDS), st.none() | st.integers(24180, 24320)), max_size=60
)


@settings(max_examples=40, deadline=None)
@given(nodes)
def test_each_stands_in_its_lane_and_its_period_and_none_on_another(
    drawn: list[tuple[str, int | None]],
) -> None:
    kinds, starts = [kind for kind, _ in drawn], [start for _, start in drawn]
    found = swimlanes.place(kinds, starts, range(len(drawn)))
    rows = {band.label: band for band in found.rows}
    assert found.points.keys() == set(range(len(drawn)))
    for place, (x, y) in found.points.items():
        row = rows[schema().nodes[kinds[place]].label]
        assert row.start <= y <= row.end
        column = next(band for band in found.columns if band.start <= x <= band.end)
        assert (column.label == swimlanes.UNDATED) == (starts[place] is None)
        if (start := starts[place]) is not None:
            assert column.label.startswith(f"{start // 12}年")
    for one, other in combinations(found.points.values(), 2):
        assert (
            abs(one[0] - other[0]) >= swimlanes.WIDE
            or abs(one[1] - other[1]) >= swimlanes.HIGH - 0.1
        )


@settings(max_examples=20, deadline=None)
@given(nodes)
def test_lanes_and_columns_follow_each_other(drawn: list[tuple[str, int | None]]) -> None:
    found = swimlanes.place([k for k, _ in drawn], [s for _, s in drawn], range(len(drawn)))
    for bands in (found.rows, found.columns):
        assert all(one.end < other.start for one, other in pairwise(bands))
    labels = [band.label for band in found.columns if band.label != swimlanes.UNDATED]
    assert len(set(labels)) == len(labels)


def test_columns_are_months_quarters_or_years() -> None:
    def labels(*months: int) -> list[str]:
        found = swimlanes.place(["Finding"] * len(months), months, range(len(months)))
        return [band.label for band in found.columns]

    start = 2023 * 12
    assert labels(start, start + 2) == ["2023年1月", "2023年3月"]
    assert labels(start + 4, start + 30) == ["2023年2季度", "2025年3季度"]
    assert labels(start, start + 60) == ["2023年", "2028年"]
