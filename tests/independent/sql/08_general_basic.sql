-- 一般公共预算财政拨款基本支出决算表: every division of four classes, the others if they occur.
WITH listed AS (
  SELECT unnest([
    '301', '30101', '30102', '30103', '30106', '30107', '30108', '30109', '30110', '30111',
    '30112', '30113', '30114', '30199',
    '303', '30301', '30302', '30303', '30304', '30305', '30306', '30307', '30308', '30309',
    '30310', '30311', '30399',
    '302', '30201', '30202', '30203', '30204', '30205', '30206', '30207', '30208', '30209',
    '30211', '30212', '30213', '30214', '30215', '30216', '30217', '30218', '30224', '30225',
    '30226', '30227', '30228', '30229', '30231', '30239', '30240', '30299',
    '310', '31001', '31002', '31003', '31005', '31006', '31007', '31008', '31009', '31010',
    '31011', '31012', '31013', '31019', '31021', '31022', '31099']) AS line
), basic AS (
  SELECT economic, amount FROM expenditure WHERE budget = 'general' AND nature = 'basic'
), spread AS (
  SELECT unnest([left(economic, 3), economic]) AS line, amount FROM basic
), lines AS (
  SELECT line FROM listed UNION SELECT line FROM spread
)
SELECT l.line, 'amount' AS "column", coalesce(sum(s.amount), 0) AS yuan
FROM lines l LEFT JOIN spread s ON s.line = l.line GROUP BY l.line
UNION ALL
SELECT 'personnel', 'amount',
       coalesce(sum(amount) FILTER (left(economic, 3) IN ('301', '303')), 0) FROM basic
UNION ALL
SELECT 'public_use', 'amount',
       coalesce(sum(amount) FILTER (left(economic, 3) NOT IN ('301', '303')), 0) FROM basic
UNION ALL
SELECT 'total', 'amount', coalesce(sum(amount), 0) FROM basic
