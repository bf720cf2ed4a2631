"""Where the nodes of a network stand: the same graph gives the same picture on every machine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product

import rustworkx

Point = tuple[float, float]
Size = tuple[float, float]

SEED = 20260101
SPACING = 62.0
"""Side of the square that one node of a component is given before overlaps are removed."""
GAP = 46.0
ROUNDS = 60


def place(sizes: Mapping[str, Size], links: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Return the centre of each node's box: no two boxes overlap, components stand apart."""
    names = sorted(sizes)
    number = {name: i for i, name in enumerate(names)}
    pairs = {tuple(sorted((number[a], number[b]))) for a, b in links if a != b}
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(names)))
    graph.add_edges_from([(a, b, None) for a, b in sorted(pairs)])
    boxes = [sizes[name] for name in names]
    blocks = [_component(graph, members, boxes) for members in _components(graph)]
    return {names[i]: point for i, point in _pack(blocks, boxes).items()}


def _components(graph: rustworkx.PyGraph[int, None]) -> list[list[int]]:
    """Return the components, largest first; all nodes without any link are one of them."""
    found = [sorted(members) for members in rustworkx.connected_components(graph)]
    joined = sorted((c for c in found if len(c) > 1), key=lambda c: (-len(c), c[0]))
    alone = sorted(c[0] for c in found if len(c) == 1)
    return [*joined, alone] if alone else joined


def _component(
    graph: rustworkx.PyGraph[int, None], members: list[int], boxes: Sequence[Size]
) -> dict[int, Point]:
    part = graph.subgraph(members)
    if part.num_edges() == 0:
        return _grid(members, boxes)
    count = len(members)
    spread = rustworkx.spring_layout(
        part,
        k=1.6 / math.sqrt(count),
        num_iter=250 if count < 600 else max(60, 120_000 // count),
        seed=SEED,
    )
    side = SPACING * math.sqrt(count) / 2
    # A picture is wider than high.
    points = {m: (spread[i][0] * side * 1.25, spread[i][1] * side) for i, m in enumerate(members)}
    return separate(points, boxes)


def _grid(members: list[int], boxes: Sequence[Size]) -> dict[int, Point]:
    columns = max(1, math.ceil(math.sqrt(len(members)) * 0.8))
    width = max(boxes[m][0] for m in members) + GAP / 2
    height = max(boxes[m][1] for m in members) + GAP / 2
    return {m: (i % columns * width, i // columns * height) for i, m in enumerate(members)}


def separate(points: Mapping[int, Point], boxes: Sequence[Size]) -> dict[int, Point]:
    """Return the points moved apart, as little as possible each time, until no boxes overlap."""
    xs = {i: p[0] for i, p in points.items()}
    ys = {i: p[1] for i, p in points.items()}
    cell = max(max(boxes[i]) for i in points)
    for turn in range(ROUNDS * 10):
        if not _push_apart(xs, ys, boxes, cell):
            break
        if turn >= ROUNDS:  # Crowded: more room for all settles what pushing alone does not.
            for i in points:
                xs[i] *= 1.02
                ys[i] *= 1.02
    return {i: (xs[i], ys[i]) for i in points}


def _push_apart(
    xs: dict[int, float], ys: dict[int, float], boxes: Sequence[Size], cell: float
) -> bool:
    cells: dict[tuple[int, int], list[int]] = {}
    for i in xs:
        cells.setdefault((int(xs[i] // cell), int(ys[i] // cell)), []).append(i)
    moved = False
    for (column, row), members in cells.items():
        near = [
            j
            for right, down in product((-1, 0, 1), repeat=2)
            for j in cells.get((column + right, row + down), ())
        ]
        for i in members:
            (wide, high), x, y = boxes[i], xs[i], ys[i]
            for j in near:
                if j <= i:
                    continue
                over_x = (wide + boxes[j][0]) / 2 - abs(x - xs[j])
                over_y = (high + boxes[j][1]) / 2 - abs(y - ys[j])
                if over_x > 0.01 and over_y > 0.01:
                    _push(xs if over_x < over_y else ys, i, j, min(over_x, over_y))
                    x, y, moved = xs[i], ys[i], True
    return moved


def _push(axis: dict[int, float], i: int, j: int, overlap: float) -> None:
    half = (overlap + 0.5) / 2 if axis[i] > axis[j] else -(overlap + 0.5) / 2
    axis[i] += half
    axis[j] -= half


def _pack(blocks: Sequence[dict[int, Point]], boxes: Sequence[Size]) -> dict[int, Point]:
    """Return the blocks set beside and below each other, largest first, on shelves."""
    frames = [_frame(block, boxes) for block in blocks]
    area = sum((right - left + GAP) * (bottom - top + GAP) for left, top, right, bottom in frames)
    limit = max(
        [math.sqrt(area) * 1.35, *(right - left for left, _, right, _ in frames)], default=0
    )
    found: dict[int, Point] = {}
    x = y = shelf = 0.0
    for block, (left, top, right, bottom) in zip(blocks, frames, strict=True):
        if x and x + right - left > limit:
            x, y, shelf = 0.0, y + shelf + GAP, 0.0
        for i, (px, py) in block.items():
            found[i] = (round(px - left + x, 1), round(py - top + y, 1))
        x += right - left + GAP
        shelf = max(shelf, bottom - top)
    return found


def _frame(block: Mapping[int, Point], boxes: Sequence[Size]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[i][0] / 2 for i, (x, _) in block.items()),
        min(y - boxes[i][1] / 2 for i, (_, y) in block.items()),
        max(x + boxes[i][0] / 2 for i, (x, _) in block.items()),
        max(y + boxes[i][1] / 2 for i, (_, y) in block.items()),
    )
