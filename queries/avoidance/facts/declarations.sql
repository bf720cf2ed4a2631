-- The declarations of the roster, with the units they are about, and the day on which their round was over: a
-- declaration for a round that ended is none for a later one.
WITH over AS (
    SELECT r.committee, r.term_no, r.number, max(t.ends_max) AS ended
    FROM nodes_Round r JOIN edges_OF_ROUND o ON o.target = r.id
    JOIN edges_EXECUTES e ON e.source = o.source JOIN nodes_InspectionTask t ON t.id = e.target
    WHERE coalesce(t.status, '') <> '取消'
    GROUP BY ALL HAVING count(*) = count(t.ends_max)
)
SELECT b.source AS declaration, b.target AS person, d.has_items, d.signed, d.signed_min, d.signed_max, d.term_no,
       d.round_no, d.committee, d.relation_class, d.relation, d.kin_name, d.kin_post, d.period, d.verified,
       d.declared_by, d.interest, d.interest_kind, d.decision, d.approver, d.decided_on_min, d.decided_on_max,
       any_value(over.ended) AS ended, d.own_past,
       list_sort(list(DISTINCT c.target) FILTER (c.target IS NOT NULL)) AS concerns
FROM edges_BY b
JOIN roster ON roster.person = b.target
JOIN nodes_Declaration d ON d.id = b.source
LEFT JOIN edges_CONCERNS c ON c.source = d.id
LEFT JOIN over ON over.number = d.round_no AND over.term_no = d.term_no
    AND over.committee IS NOT DISTINCT FROM d.committee
GROUP BY ALL ORDER BY b.target, b.source
