-- Fills the tables that wide.py makes; $people and $units are numbers.
CREATE MACRO pick(a, b, n) AS CAST(hash(a, b) % n AS BIGINT);
CREATE MACRO unit_id(n) AS 'Organization-u' || n;
CREATE TABLE dates AS SELECT y, printf('%d-07-01', y) AS day FROM range(1990, 2027) t(y);
INSERT INTO nodes_Person BY NAME SELECT 'Person-p' || n AS id, '甲' || n AS name, 'P' || n AS person_no, true AS keyed FROM range($people) t(n)
UNION ALL BY NAME SELECT 'Person-r' || n AS id, '乙' || n AS name, false AS keyed FROM range($people * 2) t(n)
UNION ALL BY NAME SELECT 'Person-l' || n AS id, '丙' || n AS name, false AS keyed FROM range($units) t(n);
INSERT INTO nodes_Organization BY NAME SELECT unit_id(n) AS id, '第' || n || '局' AS name, '在册' AS status, '政府部门' AS kind, '建设' AS system FROM range($units) t(n)
UNION ALL BY NAME SELECT 'Organization-x' || n AS id, '原第' || n || '局' AS name FROM range($units // 10) t(n)
UNION ALL BY NAME SELECT 'Organization-g' || n AS id, '第' || n || '纪检组' AS name FROM range($units // 50) t(n)
UNION ALL BY NAME SELECT 'Organization-f' || n AS id, '第' || n || '公司' AS name FROM range($people // 20) t(n);
INSERT INTO edges_COUNTS_FOR BY NAME
SELECT 'COUNTS_FOR-x' || n AS id, 'Organization-x' || n AS source, unit_id(n) AS target, 'succeeded' AS reach, 'recorded' AS certainty,
       'SUCCEEDED_BY-' || n AS via FROM range($units // 10) t(n)
UNION ALL
SELECT 'COUNTS_FOR-g' || n, 'Organization-g' || n, unit_id(n * 50 + 1), 'stationed', 'recorded', 'STATIONED_AT-' || n FROM range($units // 50) t(n);
CREATE TABLE served AS
SELECT 'p' || n || '-' || k AS no, 'Person-p' || n AS source,
       CASE WHEN pick(n, 100 + k, 10) = 0 THEN 'Organization-x' || pick(n, k, $units // 10)
            WHEN pick(n, 100 + k, 50) = 1 THEN 'Organization-g' || pick(n, k, $units // 50)
            ELSE unit_id(pick(n, k, $units)) END AS target,
       1995 + 10 * k AS since, CASE WHEN k < 2 THEN 2004 + 10 * k END AS until, pick(n, 200 + k, 5) = 0 AS leads, false AS principal
FROM range($people) t(n), range(3) s(k)
UNION ALL SELECT 'r' || n, 'Person-r' || n, unit_id(pick(n, 3, $units)), 2012, NULL, false, false FROM range($people * 2) t(n)
UNION ALL SELECT 'l' || n || '-' || k, 'Person-l' || n, unit_id(CASE k WHEN 1 THEN n ELSE pick(n, 4, $units) END), 2008 + 10 * k,
       CASE k WHEN 0 THEN 2018 END, true, k = 1 FROM range($units) t(n), range(2) s(k);
INSERT INTO edges_SERVED_IN BY NAME
SELECT 'SERVED_IN-' || no AS id, source, target, CASE WHEN leads THEN '副局长' ELSE '科员' END AS title, '任职' AS kind, leads AS "leading", principal,
       a.day AS since, a.day AS since_min, a.day AS since_max, b.day AS until, b.day AS until_min, b.day AS until_max,
       CASE WHEN b.day IS NULL THEN 'ongoing' ELSE 'stated' END AS end_state, '任职经历表.csv 第' || no || '行' AS sources
FROM served JOIN dates a ON a.y = since LEFT JOIN dates b ON b.y = until;
INSERT INTO edges_KIN BY NAME
SELECT 'KIN-' || n AS id, 'Person-p' || (n // 2) AS source, 'Person-r' || n AS target, ['夫妻', '直系血亲'][1 + n % 2] AS relation,
       'recorded' AS certainty, '家庭成员及社会关系表.csv 第' || n || '行' AS sources FROM range($people * 2) t(n);
INSERT INTO edges_KIN_DECLARED BY NAME
SELECT 'KIN_DECLARED-' || n AS id, 'Person-p' || n AS source, 'Person-r' || pick(n, 5, $people * 2) AS target, '堂兄' AS relation,
       '三代以内旁系血亲' AS relation_class, '回避申报表.csv 第' || n || '行' AS sources FROM range($people) t(n) WHERE n % 10 = 0;
INSERT INTO edges_REPORTED_TO BY NAME
SELECT 'REPORTED_TO-' || n AS id, 'Person-p' || n AS source, 'Person-l' || pick(n, 6, $units) AS target, unit_id(pick(n, 1, $units)) AS org,
       '2005-07-01' AS since, '2005-07-01' AS since_min, '2005-07-01' AS since_max, '2014-07-01' AS until, '2014-07-01' AS until_min,
       '2014-07-01' AS until_max, '任职经历表.csv 第' || n || '行' AS sources FROM range($people) t(n) WHERE n % 2 = 0;
INSERT INTO edges_OWNS BY NAME
SELECT 'OWNS-' || n AS id, 'Person-r' || (n * 40) AS source, 'Organization-f' || n AS target, 'ongoing' AS end_state, '建设工程' AS industry,
       '经商办企业及业务往来表.csv 第' || n || '行' AS sources FROM range($people // 20) t(n);
INSERT INTO edges_CONTRACTS_WITH BY NAME
SELECT 'CONTRACTS_WITH-' || n || '-' || k AS id, 'Organization-f' || n AS source, unit_id(pick(n, 7 + k, $units)) AS target,
       '工程承包' AS deal, '2024-07-01' AS signed_on FROM range($people // 20) t(n), range(3) s(k);
INSERT INTO nodes_Round BY NAME SELECT 'Round-' || n AS id, n AS number, 7 AS term_no FROM range(10) t(n);
INSERT INTO nodes_Team BY NAME SELECT 'Team-' || n AS id, '第' || n || '组' AS name FROM range($units // 20) t(n);
INSERT INTO edges_OF_ROUND BY NAME SELECT 'OF_ROUND-' || n AS id, 'Team-' || n AS source, 'Round-' || (n % 10) AS target FROM range($units // 20) t(n);
INSERT INTO nodes_InspectionTask BY NAME SELECT 'InspectionTask-' || n AS id, d.day AS begins, d.day AS begins_min, d.day AS begins_max
FROM range($units // 20) t(n) JOIN dates d ON d.y = 2015 + n % 10;
INSERT INTO edges_EXECUTES BY NAME SELECT 'EXECUTES-' || n AS id, 'Team-' || n AS source, 'InspectionTask-' || n AS target FROM range($units // 20) t(n);
INSERT INTO edges_INSPECTS BY NAME SELECT 'INSPECTS-' || n || '-' || k AS id, 'InspectionTask-' || n AS source, unit_id(n * 20 + k) AS target
FROM range($units // 20) t(n), range(3) s(k);
INSERT INTO edges_MEMBER_OF BY NAME SELECT 'MEMBER_OF-' || n AS id, 'Person-p' || n AS source, 'Team-' || pick(n, 8, $units // 20) AS target,
       '组员' AS role, '巡察组人员名单.csv 第' || n || '行' AS sources FROM range($people) t(n) WHERE n % 5 = 0;
