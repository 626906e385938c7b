-- 财政拨款收入支出决算总表: the three budgets on the right, their sums on the left.
WITH budgets AS (
  SELECT unnest(['general', 'fund', 'capital']) AS budget
), flows AS (
  SELECT budget,
         (SELECT coalesce(sum(amount), 0) FROM revenue r WHERE r.source = b.budget) AS revenue,
         (SELECT coalesce(sum(amount), 0) FROM expenditure e WHERE e.budget = b.budget) AS spent,
         (SELECT coalesce(sum(carry_in), 0) FROM carried c WHERE c.budget = b.budget) AS carry_in,
         (SELECT coalesce(sum(carry_out), 0) FROM carried c WHERE c.budget = b.budget) AS carry_out
  FROM budgets b
), cells AS (
  SELECT c.class AS line, b.budget,
         (SELECT coalesce(sum(amount), 0) FROM expenditure e
          WHERE e.budget = b.budget AND left(e.function, 3) = c.class) AS yuan
  FROM classes c CROSS JOIN budgets b
  UNION ALL SELECT 'expenditure', budget, spent FROM flows
  UNION ALL SELECT 'carry_out', budget, carry_out FROM flows
  UNION ALL SELECT 'total_out', budget, spent + carry_out FROM flows
)
SELECT budget AS line, 'amount' AS "column", revenue AS yuan FROM flows
UNION ALL SELECT 'revenue', 'amount', sum(revenue) FROM flows
UNION ALL SELECT 'carry_in', 'amount', sum(carry_in) FROM flows
UNION ALL SELECT 'carry_in.' || budget, 'amount', carry_in FROM flows
UNION ALL SELECT 'total_in', 'amount', sum(revenue + carry_in) FROM flows
UNION ALL SELECT line, budget, yuan FROM cells
UNION ALL SELECT line, 'total', sum(yuan) FROM cells GROUP BY line
