-- 财政拨款“三公”经费支出决算表: the adjusted budget and the final accounts in one line.
WITH spread AS (
  SELECT item, budgeted, actual FROM three_public
  UNION ALL SELECT 'total', budgeted, actual FROM three_public
  UNION ALL SELECT 'vehicle', budgeted, actual FROM three_public WHERE item LIKE 'vehicle%'
), items AS (
  SELECT unnest(['total', 'overseas', 'vehicle', 'vehicle_purchase', 'vehicle_running',
                 'reception']) AS item
), sums AS (
  SELECT i.item, coalesce(sum(s.budgeted), 0) AS budgeted, coalesce(sum(s.actual), 0) AS actual
  FROM items i LEFT JOIN spread s ON s.item = i.item GROUP BY i.item
)
SELECT 'amounts' AS line, 'budget_' || item AS "column", budgeted AS yuan FROM sums
UNION ALL SELECT 'amounts', 'actual_' || item, actual FROM sums
