"""Colours can be read in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.schema import schema
from visualizations import palette

GROUNDS = (palette.LIGHT_GROUND, palette.DARK_GROUND)
WORDS = ("ink", "soft", "accent", "warn")
SHAPES = ("control", "focus", "link")

colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_known_ratios() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colors, st.sampled_from(GROUNDS))
def test_any_colour_becomes_readable(color: str, ground: str) -> None:
    assert palette.contrast(palette.readable(color, ground), ground) >= palette.TEXT_RATIO


@given(colors, st.sampled_from(GROUNDS))
def test_a_readable_colour_is_left_alone(color: str, ground: str) -> None:
    found = palette.readable(color, ground)
    assert palette.readable(found, ground) == found


@pytest.mark.parametrize("kind", schema().nodes.values(), ids=lambda kind: kind.name)
def test_every_kind_shows_in_both_themes(kind: object) -> None:
    color = schema().nodes[getattr(kind, "name", "")].color
    for variant, ground in zip(palette.themes(color), GROUNDS, strict=True):
        assert palette.contrast(variant, ground) >= palette.TEXT_RATIO


def _variables(style: str, theme: str) -> dict[str, str]:
    block = re.search(rf"{theme} \{{(.*?)\}}", style, re.S)
    assert block is not None
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block.group(1)))


@pytest.mark.parametrize("theme", [":root", r':root\[data-theme="dark"\]'])
def test_the_style_sheet_keeps_to_the_ratios(root: Path, theme: str) -> None:
    style = (root / "visualizations/template/page.css").read_text(encoding="utf-8")
    found = _variables(style, theme)
    assert found["ground"] in GROUNDS
    for ground in (found["ground"], found["paper"]):
        assert all(palette.contrast(found[name], ground) >= 4.5 for name in WORDS)
        assert all(palette.contrast(found[name], ground) >= 3 for name in SHAPES)
    assert palette.contrast(found["warn"], found["warn-ground"]) >= 4.5
    assert palette.contrast(found["accent"], found["tint"]) >= 4.5


def test_the_canvas_takes_its_colours_from_the_style_sheet(root: Path) -> None:
    """What it draws with has been held to the ratios above; white is the paper of a saved picture."""
    style = _variables(
        (root / "visualizations/template/page.css").read_text(encoding="utf-8"), ":root"
    )
    read: list[str] = []
    for script in (root / "visualizations/template").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) <= {"#ffffff"}, script.name
        read += re.findall(r"const READ = \[(.*?)\]", text)
    names = re.findall(r'"([a-z-]+)"', " ".join(read))
    assert {"ink", "link"} <= set(names) <= style.keys()
