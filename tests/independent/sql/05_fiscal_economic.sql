-- 财政拨款支出决算明细表: economic codes by budget and nature.
WITH spread AS (
  SELECT unnest(lines_of(economic)) AS line, budget, nature, amount
  FROM expenditure WHERE budget IN ('general', 'fund', 'capital')
), shapes AS (
  SELECT * FROM (VALUES
    ('total', NULL, NULL),
    ('general', 'general', NULL), ('general_basic', 'general', 'basic'),
    ('general_project', 'general', 'project'),
    ('fund', 'fund', NULL), ('fund_basic', 'fund', 'basic'), ('fund_project', 'fund', 'project'),
    ('capital', 'capital', NULL), ('capital_basic', 'capital', 'basic'),
    ('capital_project', 'capital', 'project')
  ) AS s (shape, budget, nature)
), lines AS (
  SELECT line FROM spread GROUP BY line UNION SELECT 'total'
)
SELECT l.line, s.shape AS "column", coalesce(sum(x.amount), 0) AS yuan
FROM lines l CROSS JOIN shapes s
LEFT JOIN spread x ON x.line = l.line
  AND (s.budget IS NULL OR x.budget = s.budget) AND (s.nature IS NULL OR x.nature = s.nature)
GROUP BY l.line, s.shape
