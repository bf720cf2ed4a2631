// title: 公布数字的漏斗（发现→反馈→整改→线索→立案→处分），不同口径不相混
// group: 线索与案件
// param: document text 文件名含有 default
// param: committee text 党委 default
// param: term int 届次（0为不限） default 0
// param: round int 轮次（0为不限） default 0
// note: 公布数字原样列出，不与台账相加；口径、主体、单位不同的比率只供参考
// column: document 文件
// column: body 主体
// column: scope 口径
// column: stage 环节
// column: value 公布数
// column: unit 单位
// column: base 与之相比
// column: share 占比（%）
// column: note 说明
UNWIND [
  {step: 1, measure: '发现问题', of: []},
  {step: 2, measure: '反馈问题', of: ['发现问题']},
  {step: 3, measure: '完成整改问题', of: ['反馈问题', '发现问题']},
  {step: 4, measure: '发现问题线索', of: ['发现问题', '反馈问题']},
  {step: 5, measure: '移交问题线索', of: ['发现问题线索', '发现问题', '反馈问题']},
  {step: 6, measure: '办结问题线索', of: ['移交问题线索', '发现问题线索']},
  {step: 7, measure: '立案', of: ['移交问题线索', '发现问题线索']},
  {step: 8, measure: '查处案件', of: ['移交问题线索', '发现问题线索']},
  {step: 9, measure: '党纪政务处分', of: ['立案', '移交问题线索']},
  {step: 10, measure: '组织处理', of: ['立案', '移交问题线索']},
  {step: 11, measure: '处分和组织处理', of: ['立案', '移交问题线索']},
  {step: 12, measure: '移送司法', of: ['立案', '移交问题线索']}
] AS one
MATCH (f:ReportedFigure)-[s:STATED_IN]->(d:Document)
WHERE f.measure = one.measure AND ($document = '' OR d.name CONTAINS $document)
  AND ($committee = '' OR replace($committee, '中共', '')
    IN [f.body, replace(f.body, '纪委监委', '委'), replace(f.body, '纪委', '委')])
  AND ($term = 0 OR f.term_no = $term) AND ($round = 0 OR f.round_no = $round)
// What a figure follows from stands before it, of one scope; a discipline commission acts on its committee's clues.
OPTIONAL MATCH (b:ReportedFigure)-[t:STATED_IN]->(d)
WHERE coalesce(t.start, 0) <= coalesce(s.start, 0) AND b.measure IN one.of AND b.subject_scope = f.subject_scope
  AND f.body IN [b.body, replace(b.body, '委', '纪委'), replace(b.body, '委', '纪委监委')]
  AND coalesce(b.round_no, 0) = coalesce(f.round_no, 0) AND coalesce(b.term_no, 0) = coalesce(f.term_no, 0)
  AND coalesce(b.period, '') = coalesce(f.period, '') AND coalesce(b.theme, '') = coalesce(f.theme, '')
  AND coalesce(b.type, '') = coalesce(f.type, '') AND b.part_of IS NULL AND f.part_of IS NULL AND b.value > 0
WITH one, f, d, collect(DISTINCT b) AS found
WITH one, f, d, found, head([m IN one.of WHERE size([x IN found WHERE x.measure = m]) > 0]) AS wanted
WITH one, f, d, [x IN found WHERE x.measure = wanted] AS found
WITH one, f, d, CASE WHEN size(found) = 1 THEN head(found) END AS b
RETURN d.name AS document, f.body AS body,
  f.subject_scope + CASE WHEN f.term_no IS NULL THEN '' ELSE '，第' + toString(f.term_no) + '届' END
    + CASE WHEN f.round_no IS NULL THEN '' ELSE '，第' + toString(f.round_no) + '轮' END
    + coalesce('，' + f.type, '') + coalesce('，' + f.theme, '') + coalesce('，' + f.period, '') AS scope,
  f.measure AS stage, f.value AS value, f.unit AS unit, b.measure AS base, round(100.0 * f.value / b.value, 1) AS share,
  coalesce('截至' + f.as_of + '；', '')
    + CASE WHEN f.body <> b.body THEN '主体不同（' + b.body + '与' + f.body + '）；' ELSE '' END
    + CASE WHEN (f.unit IN ['人', '名', '人次']) <> (b.unit IN ['人', '名', '人次'])
    THEN '单位不同（' + b.unit + '与' + f.unit + '），比率只供参考；' ELSE '' END
    + CASE WHEN f.part_of IS NULL THEN '' ELSE '是总数的一部分；' END
    + CASE WHEN f.approximate THEN '约数；' ELSE '' END + coalesce(f.doubt, '') AS note
ORDER BY document, body, scope, one.step, value
