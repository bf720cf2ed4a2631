"""Decisions on who and what is one, and on wrong rows: what a clerk types becomes an entry of the log."""

from __future__ import annotations

from collections.abc import Sequence

from graph import snapshot
from graph.derive.decided import PAIRS, WRONG
from graph.model import keys
from graph.model.claims import kind_of, place_shown
from graph.model.decisions import Decision, in_force
from graph.model.errors import UsageError, WorkspaceError
from graph.snapshot import Undecided
from graph.sources import Source, tables
from xuntu.workspace import Workspace


def settle(
    workspace: Workspace, words: Sequence[str], *, same: bool, by: str, why: str
) -> Decision:
    """Decide that two are one, or are not: by the id of an open item, or by two records.

    A record is an id, a person number, or for a posting the row that tells of it (文件名 第12行).
    """
    about = {}
    if len(words) == 1:
        kind, subjects = _of_item(_open(workspace, words[0]), same=same)
    elif len(words) == 2:
        (kind, one), (other_kind, other) = (_subject(workspace, word) for word in words)
        subjects = (one, other)
        if kind != other_kind:
            raise UsageError("两条记录不是同一类", where="、".join(words))
        if one == other:
            raise UsageError("这是同一条记录", where="、".join(words))
        about = {"name": "；".join(words)} if kind == "SERVED_IN" else {}
    else:
        raise UsageError("请给出一个待决编号，或两条记录")
    names = {about: name for name, about in PAIRS.items() if name.startswith("NOT_") is not same}
    return workspace.decide(names[kind], subjects, by=by, why=why, about=about)


def wrong_row(workspace: Workspace, file: str, place: str, *, by: str, why: str) -> Decision:
    """Decide that a row is wrong: nothing of it counts any more; the original stays."""
    source = workspace.source(file)
    found = _places(workspace, source, place)
    if len(found) != 1:
        said = "这里没有载入的内容" if not found else f"有几处这样写：{'、'.join(found)}"
        hint = "位置照 xuntu 所示填写，例如 第12行"
        raise WorkspaceError(said, where=f"{source.name} {place}", hint=hint)
    about = {"name": source.name, "place": found[0]}
    return workspace.decide(WRONG, (source.hash, found[0]), by=by, why=why, about=about)


def undo(workspace: Workspace, decision: str, *, by: str, why: str) -> Decision:
    """Take back a decision by its id, or by the start of it if only one begins so."""
    held = in_force(workspace.decisions())
    found = {d.id for d in held if decision and d.id.startswith(decision)}
    return workspace.take_back(found.pop() if len(found) == 1 else decision, by=by, why=why)


def _of_item(item: Undecided, *, same: bool) -> tuple[str, tuple[str, str]]:
    if item.zone in ("lost", "void"):
        hint = f"请撤销决定 xuntu review --undo {item.decision}，或另外指明两条记录"
        raise UsageError("这一项是没有生效的决定", where=item.id, hint=hint)
    if item.mention_a == item.mention_b and not same:
        hint = "写错的那一行用 --wrong-row 认定"
        raise UsageError("同一编号的记录不能分开", where=item.id, hint=hint)
    return item.kind, (item.mention_a, item.mention_b)


def _open(workspace: Workspace, start: str) -> Undecided:
    """Return the open item whose id begins like this."""
    every = snapshot.undecided(workspace.snapshot())
    found = [item for item in every if start and item.id.startswith(start)]
    if len(found) != 1:
        said = "没有这个待决编号" if not found else f"有 {len(found)} 个待决编号这样开头"
        raise WorkspaceError(said, where=start, hint="xuntu review 列出全部待决编号")
    return found[0]


def _subject(workspace: Workspace, word: str) -> tuple[str, str]:
    """Return the kind of what a word stands for, and the mention that a decision on it cites."""
    file, blank, place = word.strip().rpartition(" ")
    if blank:
        return "SERVED_IN", _posting(workspace, word, file.strip(), place)
    kind = kind_of(word)
    tried = [word] if kind else _with_number(workspace, word)
    found = {cited for one in tried if (cited := _cited(workspace, one))}
    if len(found) != 1 or (kind or "Person") not in PAIRS.values():
        said = "没有这条记录" if not found else "有几个党委的人员用这个编号"
        hint = "请用人员或单位的 ID、人员编号，或任职所在的“文件名 第几行”"
        raise WorkspaceError(said, where=word, hint=hint)
    return kind or "Person", found.pop()


def _with_number(workspace: Workspace, number: str) -> list[str]:
    """Return the mentions that a person number may have: one in every committee's files."""
    committees = {source.committee for source in workspace.sources.all()} - {""}
    return sorted(keys.person(number, committee) for committee in committees)


def _cited(workspace: Workspace, identifier: str) -> str | None:
    """Return the mention by which a decision cites what an id or alias stands for, None if it is unknown.

    A mention with a person number is there again when its file is loaded anew.
    """
    found = workspace.snapshot()
    mentions = snapshot.mentions(found, identifier)
    if identifier in mentions or not mentions:
        return identifier if mentions else None
    entity = found.resolve(identifier)
    number = snapshot.records(found, [entity])[entity].number
    lasting = set(_with_number(workspace, number))
    return min(mentions, key=lambda mention: (mention not in lasting, mention))


def _posting(workspace: Workspace, word: str, file: str, place: str) -> str:
    source = workspace.source(file)
    found = [
        mention
        for at in _places(workspace, source, place)
        for mention in tables.mentions_at(workspace.sources, source, "SERVED_IN", at)
    ]
    if len(found) != 1:
        raise WorkspaceError("这一行没有任职" if not found else "这一行有几段任职", where=word)
    return found[0]


def _places(workspace: Workspace, source: Source, place: str) -> list[str]:
    """Return the places of a source that people write like this: 第12行, L4!第12行."""
    rejected = {row["place"] for row in tables.rejected(workspace.sources, source)}
    there = snapshot.places(workspace.snapshot(), source.hash) | rejected
    return [place] if place in there else sorted(p for p in there if place_shown(p) == place)
