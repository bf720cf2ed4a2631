-- A posting, a team membership or a marriage that ends before it starts.
SELECT '任职' AS kind, label AS record, '终止早于起始：' || since || ' — ' || until AS problem, sources AS place,
       '核对起止年月，可能两格填反' AS fix
FROM posting WHERE until_max < since_min
UNION ALL
SELECT '组员', concat_ws(' ', p.name, p.person_no) || '：' || t.name, '离岗早于到岗：' || m.since || ' — ' || m.until, m.sources,
       '核对到岗、离岗日期'
FROM edges_MEMBER_OF m JOIN nodes_Person p ON p.id = m.source JOIN nodes_Team t ON t.id = m.target
WHERE m.until_max < m.since_min
UNION ALL
SELECT '夫妻', a.name || ' / ' || b.name, '终止早于起始：' || s.since || ' — ' || s.until, s.sources, '核对关系起止'
FROM edges_SPOUSE_OF s JOIN nodes_Person a ON a.id = s.source JOIN nodes_Person b ON b.id = s.target
WHERE s.until_max < s.since_min
