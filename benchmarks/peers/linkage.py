"""What others would do with the same records: the same name, the same name and county, Splink out of the box."""

from __future__ import annotations

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

SAME_NAME = "SELECT mention, plain AS key FROM person_class"
SAME_NAME_AND_COUNTY = (
    "SELECT mention, plain || '|' || county AS key FROM person_class "
    "JOIN person_record USING (mention) WHERE county IS NOT NULL"
)


def plain_splink(con: duckdb.DuckDBPyConnection, threshold: float = 0.95) -> str:
    """Return the links of Splink with ordinary settings, trained in this run by expectation maximisation."""
    con.execute("CREATE OR REPLACE TABLE person_wanted AS SELECT mention FROM person_record")
    con.execute(
        "CREATE OR REPLACE TABLE plain_input AS SELECT mention AS unique_id, plain AS name, birth_ym, "
        "gender, county, coalesce(held.units, []) AS units FROM person_class JOIN person_record USING (mention) "
        "LEFT JOIN ("
        "SELECT root, list(DISTINCT unit ORDER BY unit) AS units FROM person_post GROUP BY root"
        ") held ON held.root = mention"
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.ExactMatch("name").configure(term_frequency_adjustments=True),
            cl.ExactMatch("birth_ym"),
            cl.ExactMatch("gender"),
            cl.ExactMatch("county").configure(term_frequency_adjustments=True),
            cl.ArrayIntersectAtSizes("units", [1]),
        ],
        blocking_rules_to_generate_predictions=[block_on("name"), block_on("birth_ym", "county")],
    )
    api = DuckDBAPI(con)
    linker = Linker(api.register("plain_input"), settings, log_level=None)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("name", "birth_ym")], recall=0.9)
    train.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on("name"))
    train.estimate_parameters_using_expectation_maximisation(block_on("birth_ym", "county"))
    found = linker.inference.predict(threshold_match_probability=threshold)
    con.execute(
        "CREATE OR REPLACE TABLE plain_links AS SELECT unnest([unique_id_l, unique_id_r]) AS mention, "
        f"unique_id_l || unique_id_r AS key FROM {found.physical_name}"
    )
    linker.table_management.delete_tables_created_by_splink_from_db()
    return "SELECT mention, key FROM plain_links"
