-- What is compared: records that share a block with one whom nothing decided yet. Where everybody has a number of
-- one series, or an identity number, only twins in name and birth month are looked at.
CREATE OR REPLACE TABLE person_spelt AS
SELECT r.*, s.name AS plain, s.pinyin, s.look, s.shortened,
       CAST(left(birth, 4) AS INTEGER) AS birth_year, nullif(substr(birth, 6, 2), '') AS birth_month,
       CASE WHEN length(birth) >= 7 THEN left(birth, 7) END AS birth_ym,
       CASE WHEN length(birth) = 10 THEN birth END AS birth_day,
       CASE WHEN len(ids) = 1 THEN ids[1] END AS identity,
       CASE WHEN len(numbers) = 1 THEN numbers[1] END AS number,
       CASE WHEN len(numbers) = 1 THEN rtrim(numbers[1], '0123456789') END AS series,
       CASE WHEN county NOT LIKE '?%' THEN left(county, 4) END AS prefecture
FROM person_record r JOIN spelling s ON s.written = r.name;

-- Two of one class are told apart by their numbers.
CREATE OR REPLACE TABLE person_class AS
SELECT *, coalesce(series, CASE WHEN has_id THEN 'id' END) AS class FROM person_spelt;

-- By the name alone only those are sought who lack a number or a birth month; of others the offices are asked.
CREATE OR REPLACE TABLE person_named AS
SELECT mention, class, false AS lacking, 'twin' AS kind, plain || '|' || birth_ym AS key FROM person_class
WHERE birth_ym IS NOT NULL
UNION ALL SELECT mention, class, number IS NULL OR birth_ym IS NULL, 'name', plain FROM person_class
UNION ALL SELECT mention, class, false, 'home', plain || '|' || split_part(number, ':', 2) FROM person_class
WHERE number IS NOT NULL
UNION ALL SELECT mention, class, false, 'sound', pinyin || '|' || birth_ym FROM person_class WHERE birth_ym IS NOT NULL
UNION ALL SELECT mention, class, false, 'look', look || '|' || birth_ym FROM person_class WHERE birth_ym IS NOT NULL
UNION ALL SELECT mention, class, false, 'unit', pinyin || '|' || unit_key FROM person_class WHERE unit_key IS NOT NULL
UNION ALL
SELECT mention, class, false, 'short', short || '|' || birth_ym FROM (
    SELECT mention, class, birth_ym, unnest(shortened) AS short FROM person_class WHERE birth_ym IS NOT NULL
);
CREATE OR REPLACE TABLE person_block AS
SELECT mention, kind, key FROM person_named SEMI JOIN (
    SELECT kind, key FROM person_named GROUP BY kind, key
    HAVING count(*) BETWEEN 2 AND 1 + sqrt(2 * getvariable('block_pairs'))
       AND (kind = 'twin' OR count(class) < count(*) OR min(class) <> max(class))
       AND (kind <> 'name' OR bool_or(lacking))
) USING (kind, key);
CREATE OR REPLACE TABLE person_wanted AS SELECT DISTINCT mention FROM person_block;

-- How common a name is: by the data, leaned on the fixed shares of surname and given name where they are few.
CREATE OR REPLACE TABLE name_frequency AS
SELECT plain AS name,
       (greatest(count(*) - 2, 0) + getvariable('population') * min(share))
       / (getvariable('records') + getvariable('population')) AS tf_name
FROM (
    SELECT plain, coalesce(s.share, getvariable('other_surname')) * coalesce(g.share, getvariable('other_given')) AS share
    FROM person_spelt
    LEFT JOIN surname_share s ON s.surname = left(plain, 1)
    LEFT JOIN given_share g ON g.length = length(plain) - 1
) GROUP BY plain;
