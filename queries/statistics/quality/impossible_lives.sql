-- Who joined the party, went to work or took a post before an age at which one can.
SELECT '人员' AS kind, concat_ws(' ', name, person_no) AS record,
       '出生年月 ' || birth || ' 与' || CASE WHEN young_member THEN '入党时间 ' || party_join ELSE '参加工作时间 ' || work_start END || ' 不可能同时成立'
           AS problem,
       sources AS place, '核对两个日期' AS fix
FROM (
    SELECT *, date_diff('year', CAST(birth_min AS DATE), CAST(party_join_max AS DATE)) < 17 AS young_member,
           date_diff('year', CAST(birth_min AS DATE), CAST(work_start_max AS DATE)) < 13 AS young_worker
    FROM nodes_Person
) WHERE young_member OR young_worker
UNION ALL
SELECT '任职', label, '任职起始早于可能的年龄：出生 ' || p.birth || '，起始 ' || since, posting.sources, '核对起始年月与出生年月'
FROM posting JOIN nodes_Person p ON p.id = posting.source
WHERE date_diff('year', CAST(p.birth_min AS DATE), CAST(since_max AS DATE)) < 13
