-- What is known of each person of the roster.
SELECT p.id, p.name, p.person_no, p.marital, p.work_start, p.work_start_min, p.work_start_max,
       p.career_checked_on_min, p.family_checked_on_min, p.family_checked_on_max,
       p.gender, p.birth_min, p.birth_max, p.political, p.rank, p.post_rank, p.skills, p.school, p.growth_place, p.lives_in,
       p.rounds_stated, p.years_stated, p.native_place,
       list_sort(list(DISTINCT coalesce(g.code, up.code)) FILTER (coalesce(g.code, up.code) IS NOT NULL)) AS native_codes,
       list_sort(list(DISTINCT n.id) FILTER (n.id IS NOT NULL)) AS native_edges
FROM roster
JOIN nodes_Person p ON p.id = roster.person
LEFT JOIN edges_NATIVE_OF n ON n.source = p.id
LEFT JOIN nodes_Region g ON g.id = n.target
LEFT JOIN edges_WITHIN w ON w.source = g.id AND g.code IS NULL
LEFT JOIN nodes_Region up ON up.id = w.target
GROUP BY ALL ORDER BY p.id
