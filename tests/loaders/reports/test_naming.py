"""Where a person's name begins and ends, by what stands around it."""

from __future__ import annotations

import pytest

from loaders.reports.naming import is_name, name_at, name_before


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王海燕出席", "王海燕"),
        ("袁伟作讲话", "袁伟"),
        ("欧阳修文主持", "欧阳修文"),
        ("单于飞，", "单于飞"),
        ("陈某，", "陈某"),
        ("扈某受到处分", "扈某"),
        ("邸某平被诫勉", "邸某平"),
        ("焦某套取资金", "焦某"),
        ("王某某挪用", "王某某"),
        ("栾可为通报意见", "栾可为"),
        ("温景和、席令仪", "温景和"),
        ("张三和主任李四", "张三"),
        ("李大同因病", "李大同"),
        ("孙倩先后发言", "孙倩"),
        ("高翔陪同", "高翔"),
        ("滕怀远2020年", "滕怀远"),
        ("高兴国主持", "高兴国"),
        ("阿依古丽·买买提主持", "阿依古丽·买买提"),
        ("乌云毕力格在会上", "乌云毕力格"),
        ("桌子在", ""),
        ("高兴地说", ""),
        ("高度重视", ""),
        ("单位负责人", ""),
        ("任组长，", ""),
        ("满意度达到", ""),
        ("和社会各界", ""),
        ("水利局，", ""),
        ("李", ""),
        ("", ""),
    ],
)
def test_where_a_name_ends(text: str, name: str) -> None:
    assert name_at(text, 0) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("郭砚秋", "郭砚秋"),
        ("，郭砚秋", "郭砚秋"),
        ("其堂弟王某春", "王某春"),
        ("任命罗成", "罗成"),
        ("会议室", ""),
        ("", ""),
    ],
)
def test_a_name_that_ends_here(text: str, name: str) -> None:
    assert name_before(text, len(text)) == name


def test_a_word_is_no_name_unless_somebody_saw_a_person() -> None:
    assert not is_name("单位")
    assert not is_name("高度")
    assert is_name("陆游", word=True)
    assert not is_name("组长", word=True)
