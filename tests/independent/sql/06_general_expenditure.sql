-- 一般公共预算财政拨款支出决算表: functional codes by nature.
WITH spread AS (
  SELECT unnest(lines_of(function)) AS line, nature, amount
  FROM expenditure WHERE budget = 'general'
), wide AS (
  SELECT line,
         sum(amount) AS total,
         coalesce(sum(amount) FILTER (nature = 'basic'), 0) AS basic,
         coalesce(sum(amount) FILTER (nature = 'project'), 0) AS project
  FROM spread GROUP BY line
)
UNPIVOT wide ON COLUMNS(* EXCLUDE line) INTO NAME "column" VALUE yuan
