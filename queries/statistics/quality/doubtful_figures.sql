-- Figures that do not agree with others of their own report: parts and totals, rates, sums, units, dates.
SELECT '公布数字' AS kind, name AS record, doubt AS problem, sources AS place,
       '核对原文这几处数字和口径；原文有误的，换成更正后的报告' AS fix
FROM nodes_ReportedFigure WHERE doubt IS NOT NULL
