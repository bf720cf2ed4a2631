-- Of those in person_wanted: units, posts (unit|title), the whole years of full-time posts, those years with their unit.
CREATE OR REPLACE TABLE person_held AS FROM person_post;
CREATE OR REPLACE TABLE person_posts AS
SELECT root, list(DISTINCT unit ORDER BY unit) AS units,
       list(DISTINCT unit || '|' || title ORDER BY unit || '|' || title) FILTER (title <> '') AS posts
FROM person_held WHERE kind <> '拟任' GROUP BY root;

-- A year counts where one full-time post fills it; a move in the middle of a year tells nothing.
CREATE OR REPLACE TABLE person_busy AS
SELECT root, list(DISTINCT CAST(year AS VARCHAR) ORDER BY CAST(year AS VARCHAR)) AS busy_years,
       list(DISTINCT year || '|' || unit ORDER BY year || '|' || unit) AS busy_units
FROM (
    SELECT root, unit, unnest(range(CAST(left(date_max(since), 4) AS INTEGER) + 1, CAST(left(until, 4) AS INTEGER)))
           AS year
    FROM person_held WHERE kind = '任职' AND since IS NOT NULL AND until IS NOT NULL
     
) GROUP BY root;

CREATE OR REPLACE TABLE person_detail AS
SELECT r.mention, c.plain AS name, c.pinyin, c.look, s.shortened, CAST(left(birth, 4) AS INTEGER) AS birth_year,
       nullif(substr(birth, 6, 2), '') AS birth_month, c.birth_ym,
       CASE WHEN length(birth) = 10 THEN birth END AS birth_day, r.gender, r.county,
       CASE WHEN county NOT LIKE '?%' THEN left(county, 4) END AS prefecture,
       units, posts, busy_years, busy_units, r.identity, r.number, c.series, r.declared_by, r.kin_term,
       coalesce(c.class, r.mention) AS class
FROM person_record r JOIN person_class c USING (mention) JOIN spelling s ON s.written = r.name
LEFT JOIN person_posts ON person_posts.root = r.mention
LEFT JOIN person_busy ON person_busy.root = r.mention
WHERE r.mention IN (FROM person_wanted);

CREATE OR REPLACE TABLE person_feature AS
SELECT person_detail.*, twin_block, name_block, home_block, sound_block, look_block, unit_block, short_block
FROM person_detail JOIN (
    SELECT mention, min(key) FILTER (kind = 'twin') AS twin_block, min(key) FILTER (kind = 'name') AS name_block,
           min(key) FILTER (kind = 'home') AS home_block, min(key) FILTER (kind = 'sound') AS sound_block,
           min(key) FILTER (kind = 'look') AS look_block, min(key) FILTER (kind = 'unit') AS unit_block,
           list(key ORDER BY key) FILTER (kind = 'short') AS short_block
    FROM person_block GROUP BY mention
) USING (mention);
