-- Who is in each wanted team, as the list of teams has it; who left it to avoid a conflict or was replaced is not.
SELECT m.target, coalesce(p.person_no, ''), coalesce(p.name, ''), coalesce(m.role, '组员'), coalesce(m.post, ''),
       coalesce(a.name, ''), coalesce(b.name, ''), coalesce(m.authorised_doc, ''), coalesce(m.since, ''), coalesce(m.until, '')
FROM edges_MEMBER_OF m SEMI JOIN wanted ON wanted.id = m.target JOIN nodes_Person p ON p.id = m.source
LEFT JOIN nodes_Organization a ON a.id = m.appointed_by LEFT JOIN nodes_Organization b ON b.id = m.authorised_by
WHERE coalesce(m.left_because, '任务完成') = '任务完成'
QUALIFY row_number() OVER (PARTITION BY m.target, m.source ORDER BY m.since_min DESC NULLS LAST, m.id) = 1
ORDER BY m.target, list_position(['组长', '常务副组长', '副组长', '联络员', '组员'], m.role), p.person_no, p.id
