"""Whoever is reported or called to account, in the newer ledgers too: told nowhere without the key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model.privacy import HIDDEN
from xuntu.workspace import Workspace

FILES = {
    "信访.csv": """登记号,接收日期,渠道,实名或匿名,反映人封存号,被反映对象,反映内容摘要,是否受理范围,处理方式,去向编号
XF-1,2025-04-03,来信,匿名,V-1,甲某某；乙某某（科长）,收受丙公司礼金,是,深入了解,〔2025〕4巡-2组-07
XF-2,2025-04-03,来信,匿名,V-2,市林业局,路灯不亮,是,立行立改,""",
    "底稿.csv": """底稿编号,被巡察单位,问题标题,问题来源,问题表现,定性依据,佐证材料清单,责任主体,问题分类
〔2025〕4巡-2组-07,市林业局,收受礼金,信访,市林业局乙 某某收礼,某条例,证据01,主体责任,某项清单""",
    "问责.csv": """日期,类别,对象,事由,关联案件或问题,实施人,涉及单位
2025-09-01,约谈,丁某某,对丁某某所在科室整改不力,,分管副市长,市林业局
2025-09-02,问责,P0011,整改不力,,市纪委监委,市林业局""",
    "人员.csv": "人员编号,姓名,到岗日期,届次,年度,轮次,巡察组,角色\nP0011,戊某某,2020-01,7,2020,1,第1组,组员",
}
SECRET = ("甲某某", "乙某某", "乙 某某", "丁某某", "收受丙公司礼金", "戊某某", "V-1")


@pytest.fixture
def office(tmp_path: Path, new_workspace: Callable[[str], Workspace]) -> Workspace:
    paths = []
    for name, text in FILES.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    made = new_workspace("office")
    assert {report.state for report in made.load(paths)} == {"loaded"}
    return made


def test_names_and_summaries_are_hidden_in_every_answer(office: Workspace) -> None:
    with office:
        for question in (
            "MATCH (n:Petition) RETURN n ORDER BY n.no",
            "MATCH (n:Petition)-[r:LED_TO]->(w:WorkingPaper) RETURN n, r, w, w.facts ORDER BY n.no",
            "MATCH (n:Accountability) RETURN n, n.reason, n.target ORDER BY n.id",
            "MATCH (n:Accountability)-[r:TARGETS]->(p:Person) RETURN n, r, p, p.name ORDER BY n.id",
        ):
            answer = office.query(question, cypher=True)
            assert answer.rows
            assert HIDDEN in repr(answer)
            assert not [text for text in SECRET if text in repr(answer)], question


def test_a_unit_that_is_reported_keeps_its_name_elsewhere(office: Workspace) -> None:
    with office:
        (row,) = office.query("MATCH (w:WorkingPaper) RETURN w.facts", cypher=True).rows
        assert row == (f"市林业局{HIDDEN}收礼",)


def test_quotes_hide_it_too(office: Workspace) -> None:
    with office:
        for kind in ("Petition", "Accountability", "WorkingPaper"):
            rows = office.query(f"MATCH (n:{kind}) RETURN n.id ORDER BY n.id", cypher=True).rows
            for (identifier,) in rows:
                evidence = office.evidence([str(identifier)])
                shown = repr([office.mask().quote(e.quote) for es in evidence.values() for e in es])
                assert not [text for text in SECRET if text in shown], (kind, shown)
