-- Clues about, and findings that concern, a person or somebody of their circle, from tasks on the unit; of a clue
-- whose task nobody can tell, the ledger of clues names round and unit. Not `sure`: who may be meant, or only bears
-- the name and is not contradicted.
WITH subject AS (
    SELECT target AS subject, source AS item, id AS edge FROM edges_ABOUT
    WHERE starts_with(source, 'Clue-') AND starts_with(target, 'Person-')
    UNION ALL
    SELECT target, source, id FROM edges_CONCERNS
    WHERE starts_with(source, 'Finding-') AND starts_with(target, 'Person-')
), came AS (
    SELECT source AS task, target AS item, id AS came, certainty FROM edges_YIELDED
    UNION ALL SELECT source, target, id, certainty FROM edges_FOUND
), here AS (
    SELECT s.*, came.task, came.came, came.certainty, r.unit
    FROM subject s JOIN came USING (item)
    JOIN edges_INSPECTS i ON i.source = came.task
    JOIN reach r ON r.org = i.target AND NOT contains(r.reach, 'subordinate')
    UNION ALL
    -- Of a finding nobody but its task tells the round: without the task it is left open whether it is this one's.
    SELECT s.*, NULL, c.id, 'recorded', r.unit
    FROM subject s JOIN edges_CONCERNS c ON c.source = s.item
    LEFT JOIN nodes_Finding f ON f.id = s.item
    JOIN reach r ON r.org = c.target AND NOT contains(r.reach, 'subordinate')
    ANTI JOIN came ON came.item = s.item
    WHERE starts_with(s.item, 'Clue-') OR coalesce(f.source, '本级巡察') = '本级巡察'
), meant AS (
    SELECT c.*, c.other AS subject FROM circle c
    UNION
    -- The same name, month of birth and gender is somebody; a bare name only may be.
    SELECT c.* REPLACE (coalesce(c.sure AND p.gender = r.gender AND same_month(r.birth_min, r.birth_max, p.birth_min, p.birth_max)
                                 AND NOT (coalesce(p.keyed, false) AND coalesce(r.keyed, false)), false) AS sure), p.id
    FROM circle c
    JOIN nodes_Person r ON r.id = c.other
    JOIN nodes_Person p ON bare(p.name) = bare(r.name) AND p.id <> r.id
    ANTI JOIN decided_apart d ON d.one = r.id AND d.other = p.id
    WHERE p.id IN (SELECT subject FROM here) AND may_be(r.birth_min, r.birth_max, r.gender, p.birth_min, p.birth_max, p.gender)
      AND (NOT coalesce(p.keyed, false) OR NOT coalesce(r.keyed, false)
           OR same_month(r.birth_min, r.birth_max, p.birth_min, p.birth_max))
)
SELECT m.person, h.unit, m.relative, m.relation, m.kin, m.kin_certainty, m.kin_since_min, m.kin_since_max,
       m.kin_until_min, m.kin_until_max, m.verified, m.sure AND h.certainty IS DISTINCT FROM 'inferred' AS sure,
       h.item, h.edge, h.came, t.begins_min, t.begins_max, t.ends_max,
       team.name AS team,
       coalesce(round.term_no, clue.term_no) AS term_no, coalesce(round.number, clue.round_no) AS round_no,
       coalesce(round.committee, clue.committee) AS committee
FROM meant m JOIN here h USING (subject)
LEFT JOIN nodes_InspectionTask t ON t.id = h.task
LEFT JOIN edges_EXECUTES e ON e.target = t.id LEFT JOIN nodes_Team team ON team.id = e.source
LEFT JOIN nodes_Clue clue ON clue.id = h.item AND h.task IS NULL
LEFT JOIN edges_OF_ROUND o ON o.source = team.id LEFT JOIN nodes_Round round ON round.id = o.target
