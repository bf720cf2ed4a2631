"""The four packages beside this one have common names: make sure that they are ours."""

from __future__ import annotations

from importlib.machinery import PathFinder
from pathlib import Path

NAMES = ("graph", "loaders", "queries", "visualizations")


def check() -> None:
    """Raise ImportError, one sentence, unless the four packages are siblings of this one."""
    home = Path(__file__).resolve().parent.parent
    for name in NAMES:
        spec = PathFinder.find_spec(name)
        found = Path(spec.origin).resolve().parent if spec and spec.origin else None
        if found != home / name:
            raise ImportError(
                f"xuntu 需要自己的 {name} 包，找到的却是 {found or '空缺'}："
                "请在单独的虚拟环境中安装 xuntu（在项目目录运行 make demo 或 make test）"
            )
