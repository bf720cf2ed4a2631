"""The command line: parse, call one method of Workspace, print. Commands are imported when they run."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from graph.model.errors import UsageError, XuntuError

VERSION = "0.1.0"

COMMANDS = {
    "init": "新建工作区",
    "demo": "生成虚构城市，装载并演示",
    "load": "装载台账和报告",
    "status": "工作区里有什么",
    "withdraw": "撤回一个来源",
    "rebuild": "从原件重建全部推导结果",
    "quarantine": "列出没能使用的行和单元格",
    "review": "待决事项：谁和谁是同一个，作出和撤销决定",
    "history": "一个人、单位或事项的全部主张和决定",
    "extract": "读一份报告，打印其中的事实",
    "templates": "写出全部台账的 Excel 模板",
    "query": "提问：命名查询、问题编号或 Cypher",
    "sparql": "用 SPARQL 提问：图谱作为 RDF，只读",
    "check": "回避核查",
    "candidates": "谁能进一个组，谁能顶替某人",
    "trace": "问题 → 线索 → 案件 → 处分 → 移送司法，及反向追溯",
    "funnel": "处置漏斗：一轮、一组、一家单位或一类问题各走到哪一步、用了多少天",
    "view": "生成可离线打开的网页",
    "push": "把图谱推送到图数据库服务器",
    "serve": "在本机打开网页工作台；--bolt 另供工具只读连接",
    "export": "把图写成别的格式：Parquet、CSV、Excel、GraphML、GEXF、Neo4j……",
}


class Lazy(click.Group):
    """Knows every command by name and imports a command's module when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"xuntu.cli.{cmd_name}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    help="工作区文件夹（默认：含 workspace.toml 的最近上级）",
)
@click.option("--quiet", is_flag=True, help="不显示进度和提示")
@click.version_option(VERSION, prog_name="xuntu")
@click.pass_context
def root(ctx: click.Context, workspace: Path | None, quiet: bool) -> None:
    """巡图：巡察办的组织、人员与案件知识图谱。全部在本机运行。"""
    ctx.obj = (workspace, quiet)


def main() -> None:
    """Run the command line; a foreseeable error is one sentence and exit code 1 (2 for wrong usage)."""
    try:
        root(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("已中断", err=True)
        raise SystemExit(1) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(2) from None
    except UsageError as error:
        click.echo(f"用法不对：{error}", err=True)
        raise SystemExit(2) from None
    except XuntuError as error:
        click.echo(f"错误：{error}", err=True)
        raise SystemExit(1) from None
    except BrokenPipeError:
        raise SystemExit(0) from None
    except OSError as error:
        where = f"（{error.filename}）" if error.filename else ""
        click.echo(f"错误：不能读写文件{where}：{error.strerror or error}", err=True)
        raise SystemExit(1) from None
