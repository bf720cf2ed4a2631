"""Places that a text names towns and villages with, and those that it spells out surely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.reports.gazetteer import LEVELS
from loaders.reports.naming import is_common
from loaders.reports.spelling import spelled, without_leads

_HAN = "\u4e00-\u9fff"
_ALONE = re.compile(rf"(?:^|(?<=[，。；：“]))在?([{_HAN}]{{2,4}}[{LEVELS}])(?=[，：])")
"""A place that is a clause by itself: 在北原县，县委书记…"""
_DOUBLED = re.compile(rf"(?<=([{LEVELS}]))\1$")


def county_of(said: str, town: str) -> str:
    """Return the county that a text named a town with, or an empty text."""
    found = re.search(rf"([{_HAN}]{{2,3}}[县区旗]){town}", said)
    county = without_leads(found[1])[0] if found else ""
    return county[1:] if len(county) > 3 and county[0] in "在从到向于赴对由至驻" else county


def spelled_surely(said: str, whole: str) -> Iterator[str]:
    """Yield the places that a text spells out surely: with their committee, or more than once."""
    for name in _ALONE.findall(said):
        yield name
    for place in spelled(said):
        name = _DOUBLED.sub("", place.place)
        sure = (place.committee or whole.count(name) > 1) and not is_common(name[-3:-1])
        if (
            place.sure
            and sure
            and not place.guest
            and not re.search("[长任记兼共向对由在为和与及从到各均等经并将被]", name[:-1])
        ):
            yield name


def own_part(town: str) -> str:
    """Return a town's name without what the pattern took of the county or of the sentence before it."""
    return re.sub(rf"^[{_HAN}]{{0,2}}[{LEVELS}](?=[{_HAN}]{{2,}})", "", without_leads(town)[0])
