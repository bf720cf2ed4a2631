-- Training, pledge and clean-record reply of the roster, round by round. A pledge is signed if any row dates it, not
-- signed if the register has the column and left it empty; else nobody knows.
WITH pledged AS (
    SELECT d.source AS person, o.target AS round FROM edges_DID d
    JOIN roster ON roster.person = d.source
    JOIN nodes_Event e ON e.id = d.target AND e.kind = '签订承诺书'
    JOIN edges_OF_ROUND o ON o.source = e.id
)
SELECT DISTINCT d.source, e.id, e.attended, CASE WHEN p.person IS NOT NULL THEN true WHEN e.pledge = '未签订' THEN false END,
       coalesce(e.integrity, ''), coalesce(e.integrity_on_max, e.on_max) AS stated, r.committee, r.term_no, r.number
FROM edges_DID d JOIN roster ON roster.person = d.source
JOIN nodes_Event e ON e.id = d.target AND e.kind = '培训'
LEFT JOIN edges_OF_ROUND o ON o.source = e.id LEFT JOIN nodes_Round r ON r.id = o.target
LEFT JOIN pledged p ON p.person = d.source AND p.round = o.target
ORDER BY ALL
