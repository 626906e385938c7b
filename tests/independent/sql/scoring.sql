-- Self-evaluations scored from the raw sheets, in whole numbers: points in hundredths, values in
-- millionths, so that nothing is rounded but a score, once.
-- Variables: folder (绩效指标.csv, 指标完成.csv), given (money.csv, facts.csv: what facts tell), year.

CREATE TEMP MACRO millionths(text) AS CAST(CAST(text AS DECIMAL(28, 6)) * 1000000 AS HUGEINT);
CREATE TEMP MACRO hundredths(text) AS CAST(CAST(text AS DECIMAL(18, 2)) * 100 AS HUGEINT);

CREATE TEMP TABLE indicators AS
WITH every AS (
  SELECT 指标编码 AS code, coalesce(项目, '') AS project, 一级指标 AS level, 计算符号 AS sign,
         coalesce(CAST(版本 AS INTEGER), 1) AS version, hundredths(分值) AS weight,
         millionths(年度指标值) AS target, millionths(区间上限) AS upper_end, 取数 AS source,
         coalesce(指标方向, CASE WHEN 计算符号 = '≤' THEN '反向' ELSE '正向' END) AS direction
  FROM read_csv(getvariable('folder') || '/绩效指标.csv', header = true, all_varchar = true)
)
SELECT * FROM every e
WHERE version = (SELECT max(version) FROM every o WHERE o.project = e.project);

CREATE TEMP TABLE reports AS
SELECT 指标编码 AS code, millionths(实际完成值) AS reached, 是否达成 AS met, 完成档次 AS band,
       hundredths(定性得分) AS points,
       coalesce(CAST(截至 AS DATE), make_date(CAST(getvariable('year') AS BIGINT), 12, 31)) AS day,
       row_number() OVER () AS line
FROM read_csv(getvariable('folder') || '/指标完成.csv', header = true, all_varchar = true);

CREATE TEMP TABLE results AS
SELECT * FROM reports r
WHERE line = (SELECT o.line FROM reports o WHERE o.code = r.code ORDER BY day DESC, line DESC LIMIT 1)
  AND day >= make_date(CAST(getvariable('year') AS BIGINT), 12, 31);

CREATE TEMP TABLE facts AS
SELECT code, millionths(reached) AS reached
FROM read_csv(getvariable('given') || '/facts.csv', header = true, all_varchar = true);

CREATE TEMP TABLE money AS
SELECT coalesce(project, '') AS project, millionths(adjusted) AS adjusted, millionths(spent) AS spent
FROM read_csv(getvariable('given') || '/money.csv', header = true, all_varchar = true);

-- What was reached beside what was wanted; a fact of the book comes before a report by hand.
CREATE TEMP TABLE held AS
SELECT i.*, CASE WHEN i.source IS NULL THEN r.reached ELSE coalesce(f.reached, r.reached) END AS a,
       r.met, r.band, r.points
FROM indicators i
LEFT JOIN results r USING (code)
LEFT JOIN facts f USING (code);

-- The share of the weight that is earned, as part of whole; both NULL where it cannot be told.
-- A range is held against the end that it missed, with the comparator of that end.
CREATE TEMP TABLE shares AS
WITH ends AS (
  SELECT *, CASE
      WHEN sign = '区间' AND (upper_end IS NULL OR upper_end < target) THEN '无'
      WHEN sign = '区间' AND a > upper_end THEN '≤'
      WHEN sign = '区间' THEN '≥'
      WHEN sign = '=' AND target <> 0 AND direction = '反向' THEN '≤'
      WHEN sign = '=' AND target <> 0 THEN '≥'
      ELSE sign END AS rule,
    CASE WHEN sign = '区间' AND a > upper_end THEN upper_end ELSE target END AS t
  FROM held
)
SELECT *, CASE
    WHEN rule IN ('≥', '≤', '=') AND (a IS NULL OR t IS NULL) THEN NULL
    WHEN rule = '=' THEN CASE WHEN a <= 0 THEN 1 ELSE 0 END
    WHEN sign = '=' AND t < 0 THEN CASE WHEN a = t THEN 1 END
    WHEN rule = '≥' THEN CASE WHEN a >= t THEN 1 WHEN t <= 0 THEN NULL ELSE greatest(a, 0) END
    WHEN rule = '≤' THEN CASE WHEN a <= t THEN 1 WHEN t < 0 THEN NULL ELSE greatest(2 * t - a, 0) END
    WHEN rule = '是否' THEN CASE met WHEN '是' THEN 1 WHEN '否' THEN 0 END
  END AS part,
  CASE
    WHEN rule = '≥' AND a < t AND t > 0 THEN t
    WHEN rule = '≤' AND a > t AND t > 0 THEN t
    ELSE 1
  END AS whole
FROM ends;

CREATE TEMP TABLE lines AS
WITH edges AS (
  SELECT *, (weight * 80 + 50) // 100 AS eighty, (weight * 60 + 50) // 100 AS sixty FROM shares
), scored AS (
  SELECT *, CASE
      WHEN weight IS NULL THEN NULL
      WHEN sign <> '定性' THEN (2 * weight * part + whole) // (2 * whole)
      WHEN band LIKE '达成%' AND points BETWEEN eighty AND weight THEN points
      WHEN band LIKE '部分达成%' AND points >= sixty AND points < eighty THEN points
      WHEN band LIKE '未达成%' AND points >= 0 AND points < sixty THEN points
    END AS score
  FROM edges
)
SELECT project, code, level, weight, score, CASE
    WHEN sign = '是否' THEN met = '是'
    WHEN sign = '定性' THEN band LIKE '达成%'
    WHEN rule = '无' OR a IS NULL OR t IS NULL THEN NULL
    WHEN sign = '区间' THEN a BETWEEN target AND upper_end
    WHEN rule = '≤' AND sign = '≤' THEN a <= t
    WHEN sign = '≥' THEN a >= t
    WHEN t = 0 THEN a <= 0
    WHEN t < 0 THEN a = t
    WHEN direction = '反向' THEN a <= t
    ELSE a >= t
  END AS met,
  CASE WHEN sign IN ('≥', '≤', '=') AND target > 0 AND a >= 0
       THEN (2 * a * 1000000 + target) // (2 * target) END AS completion
FROM scored;

-- The money: ten points, unless the indicators bear a hundred or none at all.
CREATE TEMP TABLE executions AS
WITH weights AS (SELECT project, sum(weight) AS weight FROM lines GROUP BY project)
SELECT m.project, CASE WHEN w.weight <> 10000 THEN 1000 END AS weight,
  CASE WHEN w.weight <> 10000 AND adjusted > 0 AND spent IS NOT NULL THEN
    (2000 * greatest(least(spent, adjusted), 0) + adjusted) // (2 * adjusted) END AS score,
  adjusted = 0 AND spent IS NOT NULL AS not_applicable
FROM money m LEFT JOIN weights w USING (project);

CREATE TEMP TABLE totals AS
WITH bearing AS (
  SELECT project, weight, score FROM lines WHERE weight IS NOT NULL
  UNION ALL
  SELECT project, weight, score FROM executions WHERE weight IS NOT NULL AND NOT not_applicable
), sums AS (
  SELECT project, sum(weight) AS weight, coalesce(sum(score), 0) AS score,
         bool_and(score IS NOT NULL) AS complete
  FROM bearing WHERE project IN (SELECT project FROM lines WHERE weight IS NOT NULL)
  GROUP BY project
)
SELECT *, CASE
    WHEN NOT complete OR weight <> 10000 OR score > 10000 THEN NULL
    WHEN score >= 9000 THEN '优' WHEN score >= 8000 THEN '良'
    WHEN score >= 6000 THEN '中' ELSE '差' END AS grade
FROM sums;
