"""Noise is undone, and every character left knows where it stood."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reports import straddle
from loaders.reports.normalise import clean
from loaders.reports.offsets import Mapped, joined
from loaders.reports.words import GAP, MISSING, readings, simplified

CASES = Path(__file__).parents[2] / "cases" / "reports"

NOISE = list(csv.DictReader((CASES / "noise.csv").read_text("utf-8").splitlines()))
BITS = "領域 責(zé)任 ，,。 (社区) 「前哨」 365bet体育官网 ?qū)m 著力 10日-12日 1,234 １２ 。。 、, “” ? ( ) ab"
PIECES = st.sampled_from([*BITS.split(), " ", "\n", "\n\n", "\u00a0", "\ufeff"])


@pytest.mark.parametrize("row", NOISE, ids=[row["noise"] for row in NOISE])
def test_noise(row: dict[str, str]) -> None:
    assert clean(row["noisy"]).text == row["clean"]


@given(st.lists(PIECES | st.characters(codec="utf-8"), max_size=40).map("".join))
def test_every_character_left_maps_to_its_source(original: str) -> None:
    text = clean(original)
    assert len(text.text) == len(text.starts) == len(text.ends)
    assert list(text.starts) == sorted(text.starts)
    for char, start, end in zip(text.text, text.starts, text.ends, strict=True):
        assert 0 <= start < end <= len(original)
        source = original[start:end]
        if len(source) == 1 and "\u4e00" <= char <= "\u9fff":
            assert char in {source, simplified(source), "着"}


@given(st.text(max_size=60), st.data())
def test_edits_keep_the_rest_where_it_was(original: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(original)), max_size=6, unique=True)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    edits = [(a, b, data.draw(st.text(max_size=4))) for a, b in spans]
    text = Mapped.of(original).edited(edits)
    for n, start in enumerate(text.starts):
        inside = [span for span in spans if span[0] <= start < span[1]]
        assert inside or text.text[n] == original[start]
        assert not inside or text.ends[n] <= inside[0][1]
    kept = [i for i in range(len(original)) if not any(a <= i < b for a, b in spans)]
    assert [s for s in text.starts if not any(a <= s < b for a, b in spans)] == kept


def test_readings_that_are_doubled_or_broken_go() -> None:
    assert clean("責(zé)(zé)任領(lǐ\nng)導\n(dǎo)").text == "责任领\n导\n"


def test_pieces_join_in_order() -> None:
    text = Mapped.of("甲乙丙丁")
    assert joined([text[:1], text[2:]]).span(0, 3) == (0, 4)


def injected(text: str, at: int, reading: str) -> str:
    """Put pinyin between the bytes of the characters `at` and `at + 1`, as the web pages do.

    The bracket's first byte is swallowed by the half character before it; what cannot be read
    afterwards becomes a question mark, full-width letters and marks become half-width.
    """
    head, tail = text[: at + 1].encode("gbk"), text[at + 1 :].encode("gbk")
    damaged = tail[1:].decode("gbk", "replace").replace("\ufffd", "?")
    narrow = "".join(chr(ord(c) - 0xFEE0) if "\uff21" <= c <= "\uff5a" else c for c in damaged)
    return f"{head.decode('gbk')}?{reading}){narrow}"


PHRASES = (
    "領域專項巡察 領域專項治理 東岭傳媒集團黨委 監督問題線索 落實主體責任 "
    "開展常規巡察 黨委組織工作 發現線索問題 強化政治生態"
)


def test_bytes_that_straddle_are_put_together_again_or_left_alone() -> None:
    spots, exact = 0, 0
    for text in PHRASES.split():
        for at in range(len(text) - 1):
            across = text.encode("gbk")[2 * at + 1 : 2 * at + 3].decode("gbk", "replace")
            toned = [r for r in sorted(readings(across)) if not r.isascii()]
            for reading in toned:
                damaged = injected(text, at, reading)
                fixed = straddle.repair(Mapped.of(damaged)).text
                assert simplified(fixed) == simplified(text) or fixed == damaged
                spots, exact = spots + 1, exact + (fixed != damaged)
    assert exact >= 0.8 * spots > 20


@pytest.mark.parametrize(
    ("torn", "read"),
    [
        # A word of the trade, a word of doing behind a name.
        ("党組書記、理事?shēng)?主任", "党组书记、理事会主任"),
        ("主任容?lún)櫭鞅硎?,將", "主任容启明表示，将"),
        # What a frame alone can hold: a numeral, the end of a list's members, a closing mark.
        ("堅持巡察?shàng)懨瘛⒀膊旎菝瘛5诹?輪巡察中", "坚持巡察为民、巡察惠民。第六轮巡察中"),
        ("東莊村、後營村、新?kuì)虼?;區委", "东庄村、后营村、新桥村；区委"),
        ("審議了《第七輪?yō)膊旃ぷ鞣桨浮?,擬對", "审议了《第七轮巡察工作方案》，拟对"),
        # A name is told elsewhere, or stays open: words are no names.
        ("劉志剛到會。\n組長:劉志?duàn)?\n", "刘志刚到会。\n组长：刘志刚\n"),
        ("組長:劉志?duàn)?\n", "组长：刘志□\n"),
        ("副局長梁?mǐn)?平因嚴重違紀", "副局长梁□平因严重违纪"),
        # No word of the trade: whatever is common may have stood there.
        ("並上繳國?guā)?,時任", "并上缴国□，时任"),
        ("6月,區委又?lóu)?區糧油購銷總公司", "6月，区委又□区粮油购销总公司"),
    ],
)
def test_a_lost_sign_is_told_or_left_open(torn: str, read: str) -> None:
    assert clean(torn).text.replace(MISSING, GAP) == read


def test_damage_that_no_word_confirms_stays_and_is_reported() -> None:
    damaged = injected("領域專項巡察", 1, "qū").replace("椦", "天").replace("m", "q")
    assert straddle.repair(Mapped.of(damaged)).text == damaged
    assert list(straddle.damaged(damaged))


def test_time_is_linear() -> None:
    page = "根據縣委統一部署，發現問題(wèn tí)326個,移交線索41件。領域?qū)m椦膊?,完成。\n" * 100

    def spent(times: int) -> float:
        start = time.process_time()
        clean(page * times)
        return time.process_time() - start

    spent(1)
    assert min(spent(8) for _ in range(3)) < 3 * 4 * min(spent(2) for _ in range(3))
