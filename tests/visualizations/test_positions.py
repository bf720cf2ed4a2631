"""Positions: no overlap, nothing lost, the same picture every time."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from visualizations import positions
from visualizations.positions import Size

names = st.integers(0, 40).map(lambda n: f"Person-{n:020x}")
boxes = st.dictionaries(names, st.tuples(st.floats(10, 160), st.floats(10, 90)), max_size=40)


@st.composite
def drawings(draw: st.DrawFn) -> tuple[dict[str, Size], list[tuple[str, str]]]:
    sizes = draw(boxes)
    if not sizes:
        return sizes, []
    ends = st.sampled_from(sorted(sizes))
    return sizes, draw(st.lists(st.tuples(ends, ends), max_size=60))


@settings(max_examples=40, deadline=None)
@given(drawings())
def test_boxes_never_overlap(drawing: tuple[dict[str, Size], list[tuple[str, str]]]) -> None:
    sizes, links = drawing
    found = positions.place(sizes, links)
    assert found.keys() == sizes.keys()
    for one, other in combinations(found, 2):
        apart_x = abs(found[one][0] - found[other][0]) + 0.3
        apart_y = abs(found[one][1] - found[other][1]) + 0.3
        wide = (sizes[one][0] + sizes[other][0]) / 2
        high = (sizes[one][1] + sizes[other][1]) / 2
        assert apart_x >= wide or apart_y >= high


@settings(max_examples=15, deadline=None)
@given(drawings())
def test_the_order_of_the_answer_does_not_matter(
    drawing: tuple[dict[str, Size], list[tuple[str, str]]],
) -> None:
    sizes, links = drawing
    shuffled = dict(reversed(sizes.items()))
    turned = [(b, a) for a, b in reversed(links)]
    assert positions.place(shuffled, turned) == positions.place(sizes, links)
