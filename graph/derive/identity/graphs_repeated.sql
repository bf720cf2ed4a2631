-- What another graph says of people of whom a source of their own tells as well: said once already, it is no second
-- sign that two people are one.
CREATE TABLE graph_repeated AS
WITH told_twice AS (
    SELECT root FROM keyed WHERE mention IN (SELECT mention FROM graph_row WHERE kind = 'Person')
    INTERSECT
    SELECT root FROM keyed WHERE mention IN (SELECT _mention FROM "c_Person" ANTI JOIN graph_row USING (ord))
), person AS (SELECT mention FROM keyed WHERE root IN (FROM told_twice))
SELECT ord FROM graph_row
WHERE subject IN (FROM person) AND (other IS NULL OR other NOT LIKE 'Person-%' OR other IN (FROM person));
