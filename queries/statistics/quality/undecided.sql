-- Who may be one person, and what identity would not join.
SELECT CASE u.kind WHEN 'Person' THEN '人员' WHEN 'Organization' THEN '单位' WHEN 'SERVED_IN' THEN '任职'
                   WHEN 'Sanction' THEN '处分' ELSE '来源行' END AS kind,
       CASE WHEN u.a = u.b OR u.name_b IS NULL OR u.name_b = '' THEN u.name_a ELSE u.name_a || ' / ' || u.name_b END AS record,
       CASE u.zone WHEN 'possible' THEN '疑似同一' || CASE u.kind WHEN 'Person' THEN '人' WHEN 'Sanction' THEN '项处分' ELSE '单位' END
                   WHEN 'lost' THEN '决定的对象已不在' WHEN 'void' THEN '决定没有作用' ELSE '未合并' END
           || coalesce('：' || nullif(u.evidence_for, ''), '') || coalesce('；但' || nullif(u.evidence_against, ''), '') AS problem,
       concat_ws(' / ', coalesce(p.sources, o.sources, s.sources), CASE WHEN u.a <> u.b THEN coalesce(q.sources, r.sources, t.sources) END) AS place,
       'xuntu review（编号 ' || u.id || '）' || coalesce('；补上' || nullif(u.settle, '') || '即可判明', '') AS fix
FROM pairs u
LEFT JOIN nodes_Person p ON p.id = u.a LEFT JOIN nodes_Person q ON q.id = u.b
LEFT JOIN nodes_Organization o ON o.id = u.a LEFT JOIN nodes_Organization r ON r.id = u.b
LEFT JOIN nodes_Sanction s ON s.id = u.a LEFT JOIN nodes_Sanction t ON t.id = u.b
