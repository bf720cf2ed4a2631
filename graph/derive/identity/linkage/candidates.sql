-- What is compared: records that share a block with one whom nothing decided yet. Where everybody has a number of
-- one series, or an identity number, only twins in name and birth month are looked at.
-- Two of one class are told apart by their numbers.
CREATE OR REPLACE TABLE person_class AS
SELECT r.mention, s.name AS plain, s.pinyin, s.look, r.name AS written, number,
       rtrim(number, '0123456789') AS series,
       coalesce(rtrim(number, '0123456789'), CASE WHEN has_id THEN 'id' END) AS class,
       CASE WHEN length(birth) >= 7 THEN left(birth, 7) END AS birth_ym
FROM person_record r JOIN spelling s ON s.written = r.name;

-- The unit of the latest post, of those who sound like somebody who lacks a number or a birth month.
CREATE OR REPLACE TABLE person_wanted AS
SELECT mention FROM person_class
WHERE pinyin IN (SELECT pinyin FROM person_class WHERE number IS NULL OR birth_ym IS NULL);
CREATE OR REPLACE TABLE person_unit AS
SELECT root, arg_max(unit, (coalesce(since, ''), -ord)) AS unit_key FROM person_post
WHERE kind <> '拟任' GROUP BY root;

-- By the name alone only those are sought who lack a number or a birth month; of others the offices are asked.
CREATE OR REPLACE TABLE person_named AS
SELECT mention, class, false AS lacking, 'twin' AS kind, plain || '|' || birth_ym AS key FROM person_class
WHERE birth_ym IS NOT NULL
UNION ALL SELECT mention, class, number IS NULL OR birth_ym IS NULL, 'name', plain FROM person_class
UNION ALL SELECT mention, class, false, 'home', plain || '|' || split_part(number, ':', 2) FROM person_class
WHERE number IS NOT NULL
UNION ALL SELECT mention, class, false, 'sound', pinyin || '|' || birth_ym FROM person_class WHERE birth_ym IS NOT NULL
UNION ALL SELECT mention, class, false, 'look', look || '|' || birth_ym FROM person_class WHERE birth_ym IS NOT NULL
UNION ALL
SELECT mention, class, false, 'unit', pinyin || '|' || unit_key FROM person_class JOIN person_unit ON root = mention
UNION ALL
SELECT mention, class, false, 'short', short || '|' || birth_ym FROM (
    SELECT mention, class, birth_ym, unnest(shortened) AS short
    FROM person_class JOIN spelling USING (written) WHERE birth_ym IS NOT NULL
);
-- Two keys of one hash only make a candidate more: whoever shares no key is not compared.
CREATE OR REPLACE TABLE person_block AS
SELECT mention, kind, key FROM person_named SEMI JOIN (
    SELECT kind, hash(key) AS place FROM person_named GROUP BY kind, place
    HAVING count(*) BETWEEN 2 AND 1 + sqrt(2 * getvariable('block_pairs'))
       AND (kind = 'twin' OR count(class) < count(*) OR min(class) <> max(class))
       AND (kind <> 'name' OR bool_or(lacking))
) b ON b.kind = person_named.kind AND b.place = hash(person_named.key);
CREATE OR REPLACE TABLE person_wanted AS SELECT DISTINCT mention FROM person_block;

-- How common a name is: by the data, leaned on the fixed shares of surname and given name where they are few.
CREATE OR REPLACE TABLE name_frequency AS
SELECT plain AS name,
       (greatest(count(*) - 2, 0) + getvariable('population') * min(share))
       / (getvariable('records') + getvariable('population')) AS tf_name
FROM (
    SELECT plain, coalesce(s.share, getvariable('other_surname')) * coalesce(g.share, getvariable('other_given')) AS share
    FROM person_class
    LEFT JOIN surname_share s ON s.surname = left(plain, 1)
    LEFT JOIN given_share g ON g.length = length(plain) - 1
) GROUP BY plain;
