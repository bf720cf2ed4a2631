// title: 反馈通报中不点名的常见问题表现（不是某个单位的问题）
// group: 问题
// param: source text 轮次或文件名含有 default
// param: pattern text 问题表现含有 default
// note: 只是通报的说法，没有单位，不计数
// column: pattern 问题表现
// column: stated_by 轮次或文件
// column: quantifier 范围用语
// column: quote 原文
// column: amount 涉及金额（元）
MATCH (c:Category)<-[s:SHOWED]-(x)
WHERE ($pattern = '' OR c.name CONTAINS $pattern) AND ($source = '' OR x.name CONTAINS $source)
RETURN c.name AS pattern, x.name AS stated_by, s.quantifier AS quantifier, s.quote AS quote, s.amount AS amount
ORDER BY pattern, stated_by, quote
