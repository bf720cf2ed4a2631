-- What was decided of organisations: the last word on each pair of mentions.
CREATE TABLE org_verdict AS
SELECT least(x.mention, y.mention) AS a, greatest(x.mention, y.mention) AS b, kind = 'SAME_ORG' AS same
FROM decided JOIN answering x ON x.subject = decided.a JOIN answering y ON y.subject = decided.b
WHERE kind IN ('SAME_ORG', 'NOT_SAME_ORG')
QUALIFY row_number() OVER (
    PARTITION BY least(x.mention, y.mention), greatest(x.mention, y.mention) ORDER BY ord DESC) = 1;
INSERT INTO link
SELECT DISTINCT 'Organization', unnest([a, b]), 'same:' || a || b FROM org_verdict WHERE same AND a <> b;
