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
-- A remark in brackets is no part of a name: 张某（女）.
CREATE OR REPLACE TEMP MACRO plain_name(name) AS regexp_replace(bare(name), '[（(].*?[)）]', '', 'g');
