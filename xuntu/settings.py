"""Every setting of a workspace, in one place: name, default, what it is for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from graph.model.errors import WorkspaceError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of workspace.toml: its default tells its type."""

    name: str
    default: str | int
    help: str


SETTINGS = (
    Setting(
        "committee", "", "本工作区的派出党委，例如 中共云川市委；没有写明派出党委的台账都算它的"
    ),
    Setting("region", "", "本级行政区划代码（6 位）；区划名称有重名时在它下面找"),
    Setting("profile", "", "回避规则档案（TOML 文件，相对工作区）；空为内置默认"),
    Setting("limits", "", "期限和阈值表（TOML 文件，相对工作区）；空为内置默认"),
    Setting(
        "store", "arcadedb", "图数据库：arcadedb（内嵌）或 bolt（服务器，先用 xuntu push 推送）"
    ),
    Setting("bolt_url", "", "图数据库服务器的地址，例如 bolt://主机:7687、neo4j+s://集群"),
    Setting("bolt_database", "", "服务器上的数据库名；空为服务器的默认数据库"),
    Setting(
        "bolt_credentials",
        "",
        "写有 user 和 password 的文件（TOML，相对工作区，只许本人可读）；"
        "环境变量 XUNTU_BOLT_USER、XUNTU_BOLT_PASSWORD 优先",
    ),
    Setting("linkage_engine", "duckdb", "人员比对在哪里算：duckdb 或 spark（需另装 pyspark）"),
    Setting(
        "second_voter", "", "报告人名的第二表决：空为只用规则；lac 为小模型（需另装 xuntu[ner]）"
    ),
    Setting("heap_mb", 512, "内嵌图数据库的内存上限（MB）"),
    Setting("timeout_s", 30, "一条查询最多运行的秒数"),
    Setting("row_limit", 10_000, "一条查询最多返回的行数"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one workspace, defaults filled in."""

    committee: str
    region: str
    profile: str
    limits: str
    store: str
    bolt_url: str
    bolt_database: str
    bolt_credentials: str
    linkage_engine: str
    second_voter: str
    heap_mb: int
    timeout_s: int
    row_limit: int


def read(path: Path) -> Settings:
    """Return the settings a workspace.toml gives; raise WorkspaceError naming what is wrong in it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            "workspace.toml 不能读", where=str(error), hint="请改正后再试"
        ) from error
    values: dict[str, str | int] = {}
    for setting in SETTINGS:
        value = raw.pop(setting.name, setting.default)
        if not isinstance(value, type(setting.default)) or isinstance(value, bool):
            raise WorkspaceError(f"设置 {setting.name} 的写法不对：{value!r}", hint=setting.help)
        values[setting.name] = value
    if raw:
        known = "、".join(setting.name for setting in SETTINGS)
        raise WorkspaceError(
            f"workspace.toml 有不认识的设置 {sorted(raw)[0]!r}", hint=f"可用：{known}"
        )
    return Settings(**values)  # type: ignore[arg-type]  # the loop above has checked every type


def text_of(given: dict[str, str | int]) -> str:
    """Return a workspace.toml that holds these settings, each with its explanation."""
    lines = ["# 巡图工作区设置。没有写的设置取默认值。"]
    for setting in SETTINGS:
        value = given.get(setting.name, setting.default)
        shown = (
            str(value)
            if isinstance(value, int)
            else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        )
        line = f"{setting.name} = {shown}"
        lines += ["", f"# {setting.help}", line if setting.name in given else f"# {line}"]
    return "\n".join(lines) + "\n"
