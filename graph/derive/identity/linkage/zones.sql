-- What each comparison says of a pair: for (weight above 0.5 bit), against (below -0.5, or it forbids
-- to confirm), or nothing.
CREATE OR REPLACE TABLE person_said AS
SELECT a, b, position, says, weight, real, never FROM (
    UNPIVOT (SELECT * EXCLUDE (probability) FROM person_compared) ON COLUMNS(* EXCLUDE (a, b))
    INTO NAME comparison VALUE grade
) JOIN person_level USING (comparison, grade);

-- `fits` is 1 where nothing in a pair speaks against it, and falls with every disagreement. Odds are whole numbers
-- (millionths): their sum must not depend on the order of adding.
CREATE OR REPLACE TABLE person_odds AS
SELECT a, b, CAST(round(1e6 * least(probability / (1 - least(probability, 1 - 1e-9)), 1e6)) AS BIGINT) AS odds,
       coalesce(2 ** (thousandths / 1000), 1) AS fits
FROM person_compared ANTI JOIN person_apart USING (a, b)
LEFT JOIN (
    SELECT a, b, sum(CAST(round(1000 * least(weight, 0)) AS BIGINT)) AS thousandths FROM person_said GROUP BY a, b
) USING (a, b);
CREATE OR REPLACE TABLE person_side AS
SELECT a AS one, b AS other, odds, fits FROM person_odds UNION ALL SELECT b, a, odds, fits FROM person_odds;

-- Rivals: whoever else fits one of the two. One who also fits the other is no rival: all three may be one person.
CREATE OR REPLACE TABLE person_rival AS
WITH triangle AS (
    SELECT p.a, p.b, p.b AS kept, r.other AS rival, r.odds
    FROM person_odds p JOIN person_side r ON r.one = p.a AND r.other <> p.b
    UNION ALL
    SELECT p.a, p.b, p.a, r.other, r.odds FROM person_odds p JOIN person_side r ON r.one = p.b AND r.other <> p.a
)
SELECT a, b, sum(CAST(round(t.odds / (1 + t.odds / 1e6 * coalesce(s.fits, 0))) AS BIGINT)) AS odds
FROM triangle t LEFT JOIN person_side s ON s.one = t.kept AND s.other = t.rival
GROUP BY a, b;

CREATE OR REPLACE TABLE person_judged AS
SELECT p.a, p.b, round(p.odds / (1e6 + p.odds + coalesce(r.odds, 0)), 4) AS probability,
       coalesce(r.odds > 1e6 AND 20 * r.odds >= p.odds, false) AS rivalled,
       count(*) FILTER (s.real) AS reals, coalesce(bool_or(s.never), false) AS never,
       coalesce(bool_or(s.weight < -0.5 OR s.never), false) AS against, coalesce(min(s.says) FILTER (position = 0) = '姓名相同', false) AS same_name
FROM person_odds p LEFT JOIN person_rival r USING (a, b) LEFT JOIN person_said s USING (a, b)
GROUP BY p.a, p.b, p.odds, r.odds;

CREATE OR REPLACE TABLE person_zone AS
SELECT j.a, j.b, j.probability, rivalled,
       CASE WHEN j.probability >= getvariable('confirmed') AND NOT never
                  -- A name that is written otherwise needs two pieces of real evidence.
                  AND reals >= CASE WHEN same_name THEN 1 ELSE 2 END THEN 'confirmed'
            WHEN j.probability >= getvariable('possible') THEN 'possible'
            -- A bare namesake stays open, unless so many bear the name that nobody could go through them.
            WHEN same_name AND NOT against AND n.bearers <= getvariable('namesakes') THEN 'possible'
            ELSE 'rejected' END AS zone
FROM person_judged j JOIN person_feature f ON f.mention = j.a
JOIN (SELECT plain, count(*) AS bearers FROM person_class GROUP BY plain) n ON n.plain = f.name;
