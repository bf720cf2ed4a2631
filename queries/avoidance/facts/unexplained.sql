-- Declarations that there is something to declare, and say neither whom nor what it concerns.
SELECT b.target, d.id FROM edges_BY b
JOIN roster ON roster.person = b.target JOIN nodes_Declaration d ON d.id = b.source
WHERE d.has_items AND d.relation IS NULL AND d.kin_name IS NULL
  AND (d.relation_class IS NULL OR d.kin_post IS NULL)
  AND d.interest IS NULL AND d.interest_kind IS NULL
  -- A unit alone says where, not what: no rule could read it. With a class of relation the rule of that class does.
  AND (d.relation_class IS NULL OR NOT EXISTS (FROM edges_CONCERNS c WHERE c.source = d.id))
  AND coalesce(d.declared_by, '') <> '单位申请'
ORDER BY ALL
