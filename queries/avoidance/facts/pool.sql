-- Who of the talent pool may be called upon.
SELECT p.person_no, coalesce(p.name, '') FROM nodes_Person p
WHERE p.pool_status = '可用' AND p.person_no IS NOT NULL ORDER BY ALL
