-- Which organisation was another's past, where only a former name says so; and what is wrong with what reform tables say.
CREATE TABLE org_life AS
SELECT entity.id, arg_min(c.founded_on, c.ord) AS founded_on, arg_min(c.dissolved_on, c.ord) AS dissolved_on,
       arg_min(c.status, c.ord) AS status
FROM "c_Organization" c JOIN entity ON entity.mention = c._mention WHERE c.definite GROUP BY entity.id;

-- A former name may be written otherwise where its owner bears it.
INSERT INTO org_named
SELECT DISTINCT n.id, other.key FROM org_named n JOIN org_form f USING (key) JOIN org_form other USING (form)
WHERE other.key IN (SELECT key FROM former_name)
  AND NOT EXISTS (SELECT 1 FROM org_named o WHERE o.id = n.id AND o.key = other.key);

CREATE TABLE bore AS
SELECT owner.id AS owner, heir.id AS heir, min(bare_name(key)) AS name
FROM former_name JOIN entity heir USING (mention) JOIN org_named owner USING (key)
WHERE owner.id <> heir.id GROUP BY owner.id, heir.id;
-- Where a reform table leads from one to the other, it has told it already.
CREATE TABLE way AS
SELECT source AS a, target AS b FROM "e_SUCCEEDED_BY"
UNION SELECT source, target FROM "e_PARTY_ORG_OF" UNION SELECT target, source FROM "e_PARTY_ORG_OF"
UNION SELECT body, unit FROM own_unit UNION SELECT unit, body FROM own_unit;
CREATE TABLE followed AS
WITH RECURSIVE led AS (
    SELECT DISTINCT owner AS start, owner AS place FROM bore UNION SELECT DISTINCT heir, heir FROM bore
    UNION SELECT start, way.b FROM led JOIN way ON way.a = led.place
)
FROM led;
-- A body that exists today and began on a known day took over the name only: who served before that day
-- served in the one that had it for a former name.
CREATE TABLE formerly AS
WITH told AS (
    SELECT bore.*, life.founded_on, s.source IS NULL AND coalesce(life.status = '在册', false) AS reused
    FROM bore LEFT JOIN org_life life ON life.id = bore.owner
    LEFT JOIN (SELECT DISTINCT source FROM "e_SUCCEEDED_BY") s ON s.source = bore.owner
    ANTI JOIN (SELECT start AS owner, place AS heir FROM followed UNION SELECT place, start FROM followed)
      USING (owner, heir)
)
SELECT owner, heir, name, reused, CASE WHEN reused THEN day_before(date_min(founded_on)) END AS until FROM told;
INSERT INTO problem
SELECT heir, '曾用名', name, '该名称今为另一在册单位所用，其设立日期不明，分不清是谁的曾用名', NULL
FROM formerly WHERE reused AND until IS NULL;

-- Two changes of one day that lead in a circle, and a change of a unit into itself.
INSERT INTO problem
SELECT s.source, '沿革', '互为前身', '同日由甲到乙又由乙到甲：' || s."on", s.sources
FROM "e_SUCCEEDED_BY" s JOIN "e_SUCCEEDED_BY" t ON t.source = s.target AND t.target = s.source AND t."on" = s."on"
WHERE s.source < s.target AND s.change IN ('更名', '合并') AND t.change IN ('更名', '合并');
INSERT INTO problem
SELECT DISTINCT old.id, '沿革', '未采用', '原机构与现机构是同一单位：' || c.change || ' ' || coalesce(c."on", ''), c.shown
FROM "c_SUCCEEDED_BY" c JOIN entity old ON old.mention = c._from JOIN entity new ON new.mention = c._to
WHERE old.id = new.id;
DROP TABLE followed;
