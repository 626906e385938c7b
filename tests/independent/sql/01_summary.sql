-- 收入支出决算总表: both sides, with what was carried in and out.
WITH income AS (
  SELECT unnest(['general', 'fund', 'capital', 'superior', 'institutional', 'commercial',
                 'subsidiary', 'other']) AS line
), by_line AS (
  SELECT CASE WHEN source IN ('education_fee', 'institutional_other') THEN 'institutional'
              ELSE source END AS line,
         amount
  FROM revenue
), sums AS (
  SELECT (SELECT coalesce(sum(amount), 0) FROM revenue) AS revenue,
         (SELECT coalesce(sum(amount), 0) FROM expenditure) AS expenditure,
         (SELECT coalesce(sum(carry_in), 0) FROM carried) AS carry_in,
         (SELECT coalesce(sum(carry_out), 0) FROM carried) AS carry_out,
         used, distributed
  FROM surplus
)
SELECT i.line, 'amount' AS "column", coalesce(sum(b.amount), 0) AS yuan
FROM income i LEFT JOIN by_line b ON b.line = i.line GROUP BY i.line
UNION ALL
SELECT c.class, 'amount', coalesce(sum(e.amount), 0)
FROM classes c LEFT JOIN expenditure e ON left(e.function, 3) = c.class GROUP BY c.class
UNION ALL SELECT 'revenue', 'amount', revenue FROM sums
UNION ALL SELECT 'surplus_used', 'amount', used FROM sums
UNION ALL SELECT 'carry_in', 'amount', carry_in FROM sums
UNION ALL SELECT 'total_in', 'amount', revenue + used + carry_in FROM sums
UNION ALL SELECT 'expenditure', 'amount', expenditure FROM sums
UNION ALL SELECT 'surplus_distributed', 'amount', distributed FROM sums
UNION ALL SELECT 'carry_out', 'amount', carry_out FROM sums
UNION ALL SELECT 'total_out', 'amount', expenditure + distributed + carry_out FROM sums
