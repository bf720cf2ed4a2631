-- Names compare without blanks and with one middle dot.
CREATE OR REPLACE TEMP MACRO bare(name) AS
    replace(replace(replace(replace(name, ' ', ''), '　', ''), '•', '·'), '・', '·');
-- Two records of one name may be one person while neither birth nor gender contradicts.
CREATE OR REPLACE TEMP MACRO may_be(a_min, a_max, a_gender, b_min, b_max, b_gender) AS
    (a_min IS NULL OR b_min IS NULL OR (a_min <= b_max AND b_min <= a_max))
    AND (a_gender IS NULL OR b_gender IS NULL OR a_gender = b_gender);
CREATE OR REPLACE TEMP MACRO month_of(first, last) AS
    CASE WHEN substr(first, 1, 7) = substr(last, 1, 7) THEN substr(first, 1, 7) END;
CREATE OR REPLACE TEMP MACRO same_month(a_min, a_max, b_min, b_max) AS
    coalesce(month_of(a_min, a_max) = month_of(b_min, b_max), false);
-- Who may be one person, and who was decided not to be: each pair both ways. Two numbers are two people until
-- more than a likeness speaks against it.
CREATE OR REPLACE TEMP TABLE maybe AS
SELECT unnest([a, b]) AS one, unnest([b, a]) AS other
FROM pairs JOIN nodes_Person x ON x.id = a JOIN nodes_Person y ON y.id = b
WHERE pairs.kind = 'Person' AND a <> b
  AND (zone = 'unmerged' OR (zone = 'possible' AND NOT coalesce(x.keyed AND y.keyed, false)));
CREATE OR REPLACE TEMP TABLE decided_apart AS
SELECT unnest([a, b]) AS one, unnest([b, a]) AS other FROM pairs WHERE kind = 'Person' AND zone = 'apart';
-- A remark in brackets is no part of a name: 张某（女）.
CREATE OR REPLACE TEMP MACRO plain_name(name) AS regexp_replace(bare(name), '[（(].*?[)）]', '', 'g');
