// title: 一个节点周围的节点和关系
// group: 卡片
// param: node text 节点编号
// param: steps int 步数（1或2） default 1
// note: 一条路径一行；出处和推导的“任职计入”不在内
// column: path 路径
// sensitive
CALL () {
  MATCH (n:Organization {id: $node}) RETURN n
  UNION
  MATCH (n:Region {id: $node}) RETURN n
  UNION
  MATCH (n:Term {id: $node}) RETURN n
  UNION
  MATCH (n:Round {id: $node}) RETURN n
  UNION
  MATCH (n:Team {id: $node}) RETURN n
  UNION
  MATCH (n:InspectionTask {id: $node}) RETURN n
  UNION
  MATCH (n:Person {id: $node}) RETURN n
  UNION
  MATCH (n:Declaration {id: $node}) RETURN n
  UNION
  MATCH (n:WorkingPaper {id: $node}) RETURN n
  UNION
  MATCH (n:Finding {id: $node}) RETURN n
  UNION
  MATCH (n:Category {id: $node}) RETURN n
  UNION
  MATCH (n:Clue {id: $node}) RETURN n
  UNION
  MATCH (n:CaseFile {id: $node}) RETURN n
  UNION
  MATCH (n:Sanction {id: $node}) RETURN n
  UNION
  MATCH (n:Prosecution {id: $node}) RETURN n
  UNION
  MATCH (n:Document {id: $node}) RETURN n
  UNION
  MATCH (n:ReportedFigure {id: $node}) RETURN n
  UNION
  MATCH (n:ImmediateFix {id: $node}) RETURN n
  UNION
  MATCH (n:Measure {id: $node}) RETURN n
  UNION
  MATCH (n:Petition {id: $node}) RETURN n
  UNION
  MATCH (n:TransferItem {id: $node}) RETURN n
  UNION
  MATCH (n:Recommendation {id: $node}) RETURN n
  UNION
  MATCH (n:Accountability {id: $node}) RETURN n
  UNION
  MATCH (n:Assessment {id: $node}) RETURN n
  UNION
  MATCH (n:Meeting {id: $node}) RETURN n
  UNION
  MATCH (n:ProgressReport {id: $node}) RETURN n
  UNION
  MATCH (n:Event {id: $node}) RETURN n
  UNION
  MATCH (n:ChecklistTemplate {id: $node}) RETURN n
  UNION
  MATCH (n:ChecklistItem {id: $node}) RETURN n
  UNION
  MATCH (n:Regulation {id: $node}) RETURN n
  UNION
  MATCH (n:OrgName {id: $node}) RETURN n
}
CALL (n) {
  MATCH path = (n)-[r]-(m)
  WHERE NOT type(r) IN ['STATED_IN', 'COUNTS_FOR']
  RETURN path, m.id AS last
  UNION
  UNWIND CASE WHEN $steps >= 2 THEN [n] ELSE [] END AS one
  MATCH path = (one)-[r]-(x)-[s]-(m)
  WHERE NOT type(r) IN ['STATED_IN', 'COUNTS_FOR'] AND NOT type(s) IN ['STATED_IN', 'COUNTS_FOR']
  RETURN path, m.id AS last
}
RETURN path
ORDER BY length(path), last, [e IN relationships(path) | e.id]
