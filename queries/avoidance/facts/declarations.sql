-- The declarations of the roster, with the units they are about.
SELECT b.source AS declaration, b.target AS person, d.has_items, d.signed, d.signed_min, d.signed_max, d.term_no,
       d.round_no, d.committee, d.relation_class, d.relation, d.kin_name, d.kin_post, d.period, d.verified,
       d.declared_by, d.interest, d.interest_kind, d.decision, d.approver, d.decided_on_min, d.decided_on_max,
       list_sort(list(DISTINCT c.target) FILTER (c.target IS NOT NULL)) AS concerns
FROM edges_BY b
JOIN roster ON roster.person = b.target
JOIN nodes_Declaration d ON d.id = b.source
LEFT JOIN edges_CONCERNS c ON c.source = d.id
GROUP BY ALL ORDER BY b.target, b.source
