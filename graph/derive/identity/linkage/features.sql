-- Of those in person_wanted: units, posts (unit|title), the whole years of full-time posts, and those years with their unit.
CREATE OR REPLACE TABLE person_posts AS
SELECT root, list(DISTINCT unit ORDER BY unit) AS units,
       list(DISTINCT unit || '|' || title ORDER BY unit || '|' || title) FILTER (title <> '') AS posts
FROM person_post WHERE kind <> '拟任' AND root IN (FROM person_wanted) GROUP BY root;

-- A year counts where one full-time post fills it; a move in the middle of a year tells nothing.
CREATE OR REPLACE TABLE person_busy AS
SELECT root, list(DISTINCT CAST(year AS VARCHAR) ORDER BY CAST(year AS VARCHAR)) AS busy_years,
       list(DISTINCT year || '|' || unit ORDER BY year || '|' || unit) AS busy_units
FROM (
    SELECT root, unit, unnest(range(CAST(left(date_max(since), 4) AS INTEGER) + 1, CAST(left(until, 4) AS INTEGER)))
           AS year
    FROM person_post WHERE kind = '任职' AND since IS NOT NULL AND until IS NOT NULL
      AND root IN (FROM person_wanted)
) GROUP BY root;

CREATE OR REPLACE TABLE person_feature AS
SELECT mention, plain AS name, pinyin, look, shortened, birth_year, birth_month, birth_ym, birth_day, gender, county,
       prefecture, units, posts, busy_years, busy_units, identity, number, series, declared_by, kin_term,
       coalesce(class, mention) AS class, twin_block, name_block, home_block, sound_block, look_block, unit_block, short_block
FROM person_class JOIN (
    SELECT mention, min(key) FILTER (kind = 'twin') AS twin_block, min(key) FILTER (kind = 'name') AS name_block,
           min(key) FILTER (kind = 'home') AS home_block, min(key) FILTER (kind = 'sound') AS sound_block, min(key) FILTER (kind = 'look') AS look_block,
           min(key) FILTER (kind = 'unit') AS unit_block, list(key ORDER BY key) FILTER (kind = 'short') AS short_block
    FROM person_block GROUP BY mention
) USING (mention)
LEFT JOIN person_posts ON person_posts.root = mention
LEFT JOIN person_busy ON person_busy.root = mention;
