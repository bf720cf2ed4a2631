-- Firms that a person or somebody of their circle owns or runs: those that deal with the unit, or with what
-- counts for it (`contract`), and those in the unit's line of business: by the texts, or by the words of trades.csv.
WITH stake AS (
    SELECT source AS holder, target AS firm, id AS stake, 'OWNS' AS how, share, listed, NULL AS post, industry,
           since_min, since_max, until_min, until_max, end_state FROM edges_OWNS
    UNION ALL
    SELECT source, target, id, 'EXECUTIVE_OF', NULL, NULL, post, industry,
           since_min, since_max, until_min, until_max, end_state FROM edges_EXECUTIVE_OF
), held AS (
    SELECT c.*, s.* EXCLUDE (holder), f.name AS firm_name
    FROM circle c JOIN stake s ON s.holder = c.other JOIN nodes_Organization f ON f.id = s.firm
), dealt AS (
    SELECT held.*, r.unit, x.id AS contract, x.deal, x.kind AS deal_kind, x.signed_on, x.signed_on_min AS signed_min,
           x.signed_on_max AS signed_max, o.name AS client, r.reach, r.certainty, r.via, r.from_min, r.from_max, r.to_min,
           r.to_max, NULL AS field
    FROM held JOIN edges_CONTRACTS_WITH x ON x.source = held.firm
    JOIN reach r ON r.org = x.target JOIN nodes_Organization o ON o.id = x.target
), near AS (
    SELECT i.industry, s.system
    FROM (SELECT DISTINCT industry FROM held WHERE industry IS NOT NULL) i
    JOIN (SELECT DISTINCT o.system FROM nodes_Organization o JOIN units ON units.unit = o.id WHERE length(o.system) > 1) s
        ON contains(i.industry, s.system) OR contains(s.system, i.industry)
           OR EXISTS (FROM trade WHERE contains(s.system, trade.field) AND contains(i.industry, trade.word))
), alike AS (
    SELECT held.*, units.unit, NULL AS contract, NULL AS deal, NULL AS deal_kind, NULL AS signed_on, NULL AS signed_min,
           NULL AS signed_max, NULL AS client, 'itself' AS reach, 'recorded' AS certainty, '' AS via, NULL AS from_min,
           NULL AS from_max, NULL AS to_min, NULL AS to_max, o.system AS field
    FROM held JOIN near USING (industry)
    JOIN nodes_Organization o ON o.system = near.system JOIN units ON units.unit = o.id
)
SELECT * FROM dealt UNION ALL SELECT * FROM alike
