-- Region codes that no longer are in use, or never were.
SELECT '单位' AS kind, o.name AS record,
       '区划代码 ' || o.region_code || ' ' || r.state || coalesce('（' || nullif(r.name, '') || coalesce('，' || r.until, '') || '）', '') AS problem,
       o.sources AS place, coalesce('现行代码：' || nullif(r.now, ''), '核对所在区划代码') AS fix
FROM nodes_Organization o JOIN region_status r ON r.code = o.region_code
WHERE r.state <> '现行'
