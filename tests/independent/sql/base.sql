-- The raw rows of a book as sums need them: codes for words, internal payments taken off.
-- Variables: folder (of the CSV files) and unit ('' for the whole department).

CREATE TEMP TABLE words AS
SELECT * FROM (VALUES
  ('一般公共预算', 'general'), ('政府性基金预算', 'fund'), ('国有资本经营预算', 'capital'),
  ('非财政拨款', 'non_fiscal'),
  ('一般公共预算财政拨款收入', 'general'), ('政府性基金预算财政拨款收入', 'fund'),
  ('国有资本经营预算财政拨款收入', 'capital'), ('上级补助收入', 'superior'),
  ('教育收费', 'education_fee'), ('其他事业收入', 'institutional_other'),
  ('经营收入', 'commercial'), ('附属单位上缴收入', 'subsidiary'), ('其他收入', 'other'),
  ('基本支出', 'basic'), ('项目支出', 'project'), ('上缴上级支出', 'upward'),
  ('经营支出', 'commercial'), ('对附属单位补助支出', 'downward'),
  ('因公出国（境）费', 'overseas'), ('公务用车购置费', 'vehicle_purchase'),
  ('公务用车运行维护费', 'vehicle_running'), ('国内公务接待（招商引资）', 'reception'),
  ('其他国内公务接待', 'reception'), ('外事接待', 'reception'), ('国（境）外接待费', 'reception')
) AS w (word, code);

CREATE TEMP MACRO money(text) AS coalesce(CAST(text AS DECIMAL(18, 2)), 0);
CREATE TEMP MACRO ours(unit) AS getvariable('unit') IN ('', unit);

CREATE TEMP TABLE eliminated AS
SELECT 抵销事项 LIKE '上级补助%' AS granted, 收入功能科目 AS received, 支出功能科目 AS paid,
       money(金额) AS amount
FROM read_csv(getvariable('folder') || '/抵销.csv', header = true, all_varchar = true)
WHERE getvariable('unit') = '';

CREATE TEMP TABLE revenue AS
SELECT w.code AS source, r.功能分类科目 AS function, money(r.金额) AS amount
FROM read_csv(getvariable('folder') || '/收入.csv', header = true, all_varchar = true) r
JOIN words w ON w.word = r.收入来源
WHERE ours(r.单位编码)
UNION ALL
SELECT CASE WHEN granted THEN 'superior' ELSE 'subsidiary' END, received, -amount FROM eliminated;

CREATE TEMP TABLE expenditure AS
SELECT b.code AS budget, e.功能分类科目 AS function, n.code AS nature,
       e.经济分类科目 AS economic, e.项目 AS project, money(e.金额) AS amount
FROM read_csv(getvariable('folder') || '/支出.csv', header = true, all_varchar = true) e
JOIN words b ON b.word = e.预算类别
JOIN words n ON n.word = e.支出性质
WHERE ours(e.单位编码)
UNION ALL
SELECT 'non_fiscal', paid, CASE WHEN granted THEN 'downward' ELSE 'upward' END, NULL, NULL, -amount
FROM eliminated;

CREATE TEMP TABLE carried AS
SELECT b.code AS budget, k.功能分类科目 AS function,
       money(k.年初结转) AS carry_in, money(k.年末结转) AS carry_out
FROM read_csv(getvariable('folder') || '/结转.csv', header = true, all_varchar = true) k
JOIN words b ON b.word = k.预算类别
WHERE ours(k.单位编码);

CREATE TEMP TABLE surplus AS
SELECT coalesce(sum(money(使用非财政拨款结余)), 0) AS used,
       coalesce(sum(money(结余分配)), 0) AS distributed
FROM read_csv(getvariable('folder') || '/结余.csv', header = true, all_varchar = true)
WHERE ours(单位编码);

CREATE TEMP TABLE three_public AS
SELECT w.code AS item, money(t.全年预算) AS budgeted, money(t.决算) AS actual
FROM read_csv(getvariable('folder') || '/三公.csv', header = true, all_varchar = true) t
JOIN words w ON w.word = t.三公项目
WHERE ours(t.单位编码);

-- A code belongs to its class, its division and itself; every code belongs to the total.
CREATE TEMP MACRO lines_of(code) AS
  list_distinct(['total', left(code, 3), left(code, 5), left(code, 7)]);

-- The classes that the form lists in 2024.
CREATE TEMP TABLE classes AS
SELECT unnest(['201', '202', '203', '204', '205', '206', '207', '208', '210', '211', '212', '213',
  '214', '215', '216', '217', '219', '220', '221', '222', '223', '224', '229', '231', '232',
  '234']) AS class;
