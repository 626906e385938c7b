-- 一般公共预算财政拨款项目支出决算表: functional codes, and the projects of each item.
WITH rows AS (
  SELECT function, project, amount
  FROM expenditure WHERE budget = 'general' AND nature = 'project'
), spread AS (
  SELECT unnest(lines_of(function)) AS line, amount FROM rows
  UNION ALL SELECT function || '/' || project, amount FROM rows
  UNION ALL SELECT 'total', 0
)
SELECT line, 'total' AS "column", sum(amount) AS yuan FROM spread GROUP BY line
