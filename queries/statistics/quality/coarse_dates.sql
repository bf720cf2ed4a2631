-- Dates by the year alone where a month decides: the ends of postings, births.
SELECT '任职' AS kind, label AS record,
       '只写到年：' || concat_ws('、', CASE WHEN length(since) = 4 THEN '起始 ' || since END, CASE WHEN length(until) = 4 THEN '终止 ' || until END)
           AS problem,
       sources AS place, '补到年月；窗口边界落在这一年时只能判需复核' AS fix
FROM posting WHERE length(since) = 4 OR length(until) = 4
UNION ALL
SELECT '人员', concat_ws(' ', name, person_no), '出生年月只写到年：' || birth, sources, '补到年月，才能分辨同名的人'
FROM nodes_Person WHERE length(birth) = 4
