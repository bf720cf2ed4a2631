-- What the roster's employers are called; a party body and its unit are one employer.
SELECT e.org, coalesce(o.name, ''), least(e.org, coalesce(min(c.target), e.org))
FROM (SELECT s.target AS org FROM edges_SERVED_IN s SEMI JOIN roster ON roster.person = s.source
      UNION SELECT m.home_unit FROM edges_MEMBER_OF m SEMI JOIN roster ON roster.person = m.source) e
JOIN nodes_Organization o ON o.id = e.org
LEFT JOIN edges_COUNTS_FOR c ON c.source = e.org AND c.reach = 'itself'
GROUP BY e.org, o.name ORDER BY ALL
