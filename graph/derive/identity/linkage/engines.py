"""Splink, on DuckDB or on Spark: compares candidates and weighs what it finds by fixed m and u."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.derive.claims import Connection
from graph.derive.identity.linkage.parameters import Comparison, Level, Parameters
from graph.model.errors import WorkspaceError

if TYPE_CHECKING:
    from splink import Linker

_OVERLAP = {"duckdb": "list_has_any", "spark": "arrays_overlap"}
"""The one function of the levels that is called otherwise on the other engine."""

_UNDECIDED = "l.class <> r.class"
_LACKING = "(l.number IS NULL OR l.birth_ym IS NULL OR r.number IS NULL OR r.birth_ym IS NULL)"
_BLOCKS: tuple[tuple[str, list[str]], ...] = (
    ("l.twin_block = r.twin_block", []),
    (f"l.name_block = r.name_block AND {_UNDECIDED} AND {_LACKING}", []),
    (f"l.home_block = r.home_block AND {_UNDECIDED}", []),
    (f"l.sound_block = r.sound_block AND {_UNDECIDED}", []),
    (f"l.look_block = r.look_block AND {_UNDECIDED}", []),
    (f"l.unit_block = r.unit_block AND {_UNDECIDED}", []),
    (f"l.short_block = r.short_block AND {_UNDECIDED}", ["short_block"]),
)


def settings(given: Parameters, records: int, dialect: str) -> dict[str, Any]:
    """Return the parameters as the settings of Splink; the prior falls with the number of records."""
    prior = 2 * given.matches_per_record / max(records, given.population)
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "mention",
        "probability_two_random_records_match": prior,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "arrays_to_explode": exploded}
            if exploded
            else {"blocking_rule": rule}
            for rule, exploded in _BLOCKS
        ],
        "comparisons": [_comparison(comparison, dialect) for comparison in given.comparisons],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(comparison: Comparison, dialect: str) -> Mapping[str, Any]:
    unknown = {
        "sql_condition": comparison.unknown,
        "is_null_level": True,
        "label_for_charts": "unknown",
    }
    levels = [_level(level, dialect) for level in comparison.levels]
    return {"output_column_name": comparison.name, "comparison_levels": [unknown, *levels]}


def _level(level: Level, dialect: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "sql_condition": level.when.format(overlap=_OVERLAP[dialect]),
        "label_for_charts": level.says or "rest",
        "m_probability": level.m,
        "u_probability": level.u,
    }
    if level.tf:
        said |= {"tf_adjustment_column": level.tf, "tf_minimum_u_value": level.tf_floor}
    return said


def _compared(given: Parameters) -> str:
    """Return the columns of person_compared, of a table as Splink leaves it."""
    grades = ", ".join(f"CAST(gamma_{c.name} AS INTEGER) AS {c.name}" for c in given.comparisons)
    return (
        "least(mention_l, mention_r) AS a, greatest(mention_l, mention_r) AS b, "
        f"round(match_probability, 9) AS probability, {grades}"
    )


def _predict(linker: Linker, frequencies: Any, given: Parameters) -> Any:
    linker.table_management.register_term_frequency_lookup(frequencies, "name")
    return linker.inference.predict(threshold_match_probability=given.floor, warning_mode="never")


def on_duckdb(con: Connection, given: Parameters) -> None:
    """Make person_compared on our own connection; what Splink leaves behind is taken away."""
    # Only where somebody is to be compared: 0.4 s.
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(con)
    linker = Linker(
        api.register("person_feature"),
        settings(given, _records(con), "duckdb"),
        log_level=None,
        validate_settings=False,
    )
    found = _predict(linker, api.register("name_frequency"), given)
    con.execute(
        f"CREATE OR REPLACE TABLE person_compared AS SELECT {_compared(given)} FROM {found.physical_name}"
    )
    linker.table_management.delete_tables_created_by_splink_from_db()


def on_spark(con: Connection, given: Parameters) -> None:
    """Make person_compared on Spark: candidates go out and pairs come back as Parquet."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise WorkspaceError(
            "没有安装 Spark", hint="请安装 xuntu[spark]，或将设置 linkage_engine 改回 duckdb"
        ) from error
    from splink import Linker
    from splink.backends.spark import SparkAPI

    with tempfile.TemporaryDirectory(prefix="xuntu-spark-") as name:
        folder = Path(name)
        spark = _session(SparkSession, folder)
        try:
            api = SparkAPI(
                spark_session=spark,
                break_lineage_method="persist",
                register_udfs_automatically=False,
            )
            frames = {}
            for table in ("person_feature", "name_frequency"):
                con.execute(f"COPY {table} TO '{folder / table}.parquet' (FORMAT parquet)")
                spark.read.parquet(f"{folder / table}.parquet").createOrReplaceTempView(table)
                frames[table] = api.register(table)
            linker = Linker(
                frames["person_feature"],
                settings(given, _records(con), "spark"),
                log_level=None,
                validate_settings=False,
            )
            found = _predict(linker, frames["name_frequency"], given)
            found.to_parquet(str(folder / "pairs"), overwrite=True)
        finally:
            spark.stop()
        con.execute(
            f"CREATE OR REPLACE TABLE person_compared AS SELECT {_compared(given)} "
            f"FROM read_parquet('{folder / 'pairs'}/*.parquet')"
        )


def _session(builder: Any, folder: Path) -> Any:
    """Start Spark on this machine, without network, pages or traces outside the folder."""
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder / "local"),
        "spark.driver.memory": "4g",
        "spark.sql.session.timeZone": "UTC",
    }
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    made = builder.builder.master("local[2]").appName("xuntu linkage")
    for name, value in options.items():
        made = made.config(name, value)
    session = made.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _records(con: Connection) -> int:
    ((count,),) = con.execute("SELECT count(*) FROM person_record").fetchall()
    return int(count)


ENGINES: Mapping[str, Callable[[Connection, Parameters], None]] = {
    "duckdb": on_duckdb,
    "spark": on_spark,
}
