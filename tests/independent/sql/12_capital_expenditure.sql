-- 国有资本经营预算财政拨款支出决算表: functional codes by nature.
WITH spread AS (
  SELECT unnest(lines_of(function)) AS line, 'total' AS shape, amount
  FROM expenditure WHERE budget = 'capital'
  UNION ALL SELECT unnest(lines_of(function)), nature, amount
  FROM expenditure WHERE budget = 'capital'
), shapes AS (
  SELECT unnest(['total', 'basic', 'project']) AS shape
), lines AS (
  SELECT line FROM spread UNION SELECT 'total'
)
SELECT l.line, s.shape AS "column", coalesce(sum(x.amount), 0) AS yuan
FROM lines l CROSS JOIN shapes s LEFT JOIN spread x ON x.line = l.line AND x.shape = s.shape
GROUP BY l.line, s.shape
