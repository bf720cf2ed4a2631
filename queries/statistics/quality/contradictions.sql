-- What sources say differently of one thing: the value that counts, the other, and where the other stands.
-- A team, round or meeting may be called this or that.
SELECT coalesce(k.label, c.kind) AS kind, coalesce(n.label, posting.label, c.id) AS record,
       coalesce(l.label, c.property) || '不一致：' || c.kept || ' 与 ' || c.other AS problem,
       concat_ws('；', nullif(c.shown, ''), '采用的见 ' || coalesce(n.sources, posting.sources)) AS place,
       '核对后改正其中一处并载入新版；确认某行有误可用 xuntu review --wrong-row' AS fix
FROM conflicts c LEFT JOIN kind_label k ON k.kind = c.kind
JOIN property_label l ON l.kind = c.kind AND l.property = c.property
LEFT JOIN node n ON n.id = c.id
LEFT JOIN posting ON posting.id = c.id
WHERE c.kind NOT IN ('STATED_IN', 'Category', 'Document')
  AND (c.property NOT IN ('name', 'committee') OR c.kind IN ('Person', 'Organization'))
  AND regexp_replace(c.kept, '[\s　]', '', 'g') <> regexp_replace(c.other, '[\s　]', '', 'g')
