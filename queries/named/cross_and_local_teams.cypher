// title: 交叉组与本地组的信访、线索占比
// number: Q37
// group: 跨地区
// param: term int 届次
// param: round int 轮次（0为整届） default 0
// param: committee text 派出党委 default
// note: 有一项任务的组织方式含“交叉”的组是交叉组，其余是本地组；信访、线索按件（条）去重，归到收到、产出它的任务所在的组
// note: 占比是占本轮（本届）全部信访、线索的百分之几
// column: mode 组别
// column: petitions 信访（件）
// column: clues 线索（条）
// column: petition_share 信访占比（%）
// column: clue_share 线索占比（%）
// column: teams 巡察组（个）
// column: tasks 任务（项）
MATCH (g:Team {term_no: $term})
WHERE ($round = 0 OR g.round_no = $round) AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)
WITH g, collect(t) AS own, count(CASE WHEN t.modes CONTAINS '交叉' THEN 1 END) AS crossed
UNWIND own AS t
WITH g, t, CASE WHEN crossed > 0 THEN '交叉组' ELSE '本地组' END AS mode
OPTIONAL MATCH (t)<-[:RECEIVED_IN]-(p:Petition)
OPTIONAL MATCH (t)-[:YIELDED]->(c:Clue)
WITH mode, count(DISTINCT p.id) AS petitions, count(DISTINCT c.id) AS clues, count(DISTINCT g.id) AS teams, count(DISTINCT t.id) AS tasks
ORDER BY mode
WITH collect({mode: mode, petitions: petitions, clues: clues, teams: teams, tasks: tasks}) AS modes,
  sum(petitions) AS petitions, sum(clues) AS clues
UNWIND modes AS one
RETURN one.mode AS mode, one.petitions AS petitions, one.clues AS clues,
  CASE WHEN petitions > 0 THEN round(100.0 * one.petitions / petitions, 1) END AS petition_share,
  CASE WHEN clues > 0 THEN round(100.0 * one.clues / clues, 1) END AS clue_share, one.teams AS teams, one.tasks AS tasks
ORDER BY mode
