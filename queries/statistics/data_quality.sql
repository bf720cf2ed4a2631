-- title: 疑似重名、重复单位、失效代码、日期精度不足与互相矛盾的记录
-- number: Q39
-- group: 数据质量
-- param: check text 只看一项检查（如overlapping_posts） default
-- param: record text 只看含有这些字的记录 default
-- note: 一项疑点一行，只是提示，不改动任何记录
-- column: kind 类别
-- column: record 记录
-- column: problem 问题
-- column: place 位置
-- column: fix 建议
-- sensitive
SELECT kind, record, problem, place, fix FROM (
{every_check}
)
WHERE ($check = '' OR check_name = $check) AND ($record = '' OR contains(record, $record))
ORDER BY position, kind, record, problem, place
