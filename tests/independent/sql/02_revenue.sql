-- 收入决算表: functional codes by source.
WITH spread AS (
  SELECT unnest(lines_of(function)) AS line, source, amount FROM revenue
), wide AS (
  SELECT line,
         sum(amount) AS total,
         coalesce(sum(amount) FILTER (source IN ('general', 'fund', 'capital')), 0) AS fiscal,
         coalesce(sum(amount) FILTER (source = 'superior'), 0) AS superior,
         coalesce(sum(amount) FILTER (source IN ('education_fee', 'institutional_other')), 0)
           AS institutional,
         coalesce(sum(amount) FILTER (source = 'education_fee'), 0) AS education_fee,
         coalesce(sum(amount) FILTER (source = 'commercial'), 0) AS commercial,
         coalesce(sum(amount) FILTER (source = 'subsidiary'), 0) AS subsidiary,
         coalesce(sum(amount) FILTER (source = 'other'), 0) AS other
  FROM spread GROUP BY line
)
UNPIVOT wide ON COLUMNS(* EXCLUDE line) INTO NAME "column" VALUE yuan
