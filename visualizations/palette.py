"""Colours of the pages: the schema's, made readable on the ground of either theme."""

from __future__ import annotations

import colorsys

LIGHT_GROUND = "#f5f6f8"
DARK_GROUND = "#12161c"
TEXT_RATIO = 4.5
"""WCAG AA for text; graphics would need 3, but kind colours are also used for words."""


def _channels(color: str) -> tuple[float, float, float]:
    return tuple(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(color: str, ground: str, ratio: float = TEXT_RATIO) -> str:
    """Return the colour, its lightness moved away from the ground until the contrast is reached."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    step = 0.01 if _luminance(ground) < 0.2 else -0.01
    found = color
    while contrast(found, ground) < ratio and 0 <= lightness + step <= 1:
        lightness += step
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
        found = "#" + "".join(f"{round(c * 255):02x}" for c in channels)
    return found


def themes(color: str) -> tuple[str, str]:
    """Return the variants of a colour for the light and the dark theme."""
    return readable(color, LIGHT_GROUND), readable(color, DARK_GROUND)


def mixed(color: str, ground: str, share: float) -> str:
    """Return the ground with a share of the colour in it, from 0 (ground) to 1 (colour)."""
    pairs = zip(_channels(color), _channels(ground), strict=True)
    return "#" + "".join(f"{round(255 * (share * c + (1 - share) * g)):02x}" for c, g in pairs)
