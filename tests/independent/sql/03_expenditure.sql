-- 支出决算表: functional codes by nature.
WITH spread AS (
  SELECT unnest(lines_of(function)) AS line, nature, amount FROM expenditure
), wide AS (
  SELECT line,
         sum(amount) AS total,
         coalesce(sum(amount) FILTER (nature = 'basic'), 0) AS basic,
         coalesce(sum(amount) FILTER (nature = 'project'), 0) AS project,
         coalesce(sum(amount) FILTER (nature = 'upward'), 0) AS upward,
         coalesce(sum(amount) FILTER (nature = 'commercial'), 0) AS commercial,
         coalesce(sum(amount) FILTER (nature = 'downward'), 0) AS downward
  FROM spread GROUP BY line
)
UNPIVOT wide ON COLUMNS(* EXCLUDE line) INTO NAME "column" VALUE yuan
