-- 国有资本经营预算财政拨款收入支出决算表: functional codes from what was carried in to what is carried out.
WITH spread AS (
  SELECT unnest(lines_of(function)) AS line, 'revenue' AS shape, amount
  FROM revenue WHERE source = 'capital'
  UNION ALL SELECT unnest(lines_of(function)), 'expenditure', amount
  FROM expenditure WHERE budget = 'capital'
  UNION ALL SELECT unnest(lines_of(function)), nature, amount
  FROM expenditure WHERE budget = 'capital'
  UNION ALL SELECT unnest(lines_of(function)), 'carry_in', carry_in
  FROM carried WHERE budget = 'capital'
  UNION ALL SELECT unnest(lines_of(function)), 'carry_out', carry_out
  FROM carried WHERE budget = 'capital'
), shapes AS (
  SELECT unnest(['carry_in', 'revenue', 'expenditure', 'basic', 'project', 'carry_out']) AS shape
), lines AS (
  SELECT line FROM spread WHERE amount <> 0 UNION SELECT 'total'
)
SELECT l.line, s.shape AS "column", coalesce(sum(x.amount), 0) AS yuan
FROM lines l CROSS JOIN shapes s LEFT JOIN spread x ON x.line = l.line AND x.shape = s.shape
GROUP BY l.line, s.shape
