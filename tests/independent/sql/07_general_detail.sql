-- 一般公共预算财政拨款支出决算明细表: functional codes by economic codes.
WITH rows AS (
  SELECT unnest(lines_of(function)) AS line, economic, amount
  FROM expenditure WHERE budget = 'general'
), cells AS (
  SELECT line, unnest(lines_of(economic)) AS shape, amount FROM rows
)
SELECT l.line, c.shape AS "column", coalesce(sum(x.amount), 0) AS yuan
FROM (SELECT DISTINCT line FROM cells) l
CROSS JOIN (SELECT DISTINCT shape FROM cells) c
LEFT JOIN cells x ON x.line = l.line AND x.shape = c.shape
GROUP BY l.line, c.shape
