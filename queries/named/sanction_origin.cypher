// title: 这条处分从哪条问题、哪份底稿、哪轮巡察来
// number: Q29
// group: 线索与案件
// param: sanction text 处分的节点编号
// note: 一条路径一行；路径上的每一步都是台账或报告的记载，推断的会注明
// column: path 倒查路径
// sensitive
MATCH (s:Sanction {id: $sanction})
MATCH path = (s)<-[:RESULTED_IN|LED_TO|MERGED_INTO|FOUND|YIELDED*1..7]-(origin)
WHERE NOT EXISTS { (origin)<-[:RESULTED_IN|LED_TO|MERGED_INTO|FOUND|YIELDED]-() }
RETURN path
ORDER BY length(path) DESC, origin.id
