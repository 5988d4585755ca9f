-- Rows of the bench of lists. Parameters: ARN of the state machine, its hash, that of the children of its Map Runs, now, first row, last row.
-- Of a hundred rows, 50 are of it, 20 of its Map Runs and 30 of others; of those of its own half have the version, a quarter the alias, and
-- one in a hundred was redriven.
WITH given AS (SELECT ?::text AS machine, ?::bigint AS hash, ?::bigint AS label_hash, ?::bigint AS now),
numbered AS (
  SELECT n, machine, hash, label_hash, now, n % 100 AS kind, abs(hashint8(n)::bigint) % 1000 AS chance
  FROM given, generate_series(?::bigint, ?::bigint) n),
shaped AS (
  SELECT n, kind, chance,
    CASE WHEN kind < 50 THEN machine WHEN kind < 70 THEN machine || '/label' ELSE machine || '-' || n % 97 END AS machine_arn,
    CASE WHEN kind < 50 THEN hash WHEN kind < 70 THEN label_hash ELSE hash + 2 + n % 97 END AS machine_hash,
    machine,
    now - (n * 7919) % 5184000000 AS start_date,
    (CASE WHEN chance < 2 THEN 0 WHEN chance < 920 THEN 1 WHEN chance < 990 THEN 2 WHEN chance < 995 THEN 3 ELSE 4 END)::smallint AS status
  FROM numbered),
named AS (
  SELECT *, replace(machine_arn, ':stateMachine:', ':execution:') || ':bench-' || n AS arn FROM shaped)
INSERT INTO execution (execution_key, execution_arn, partition, state_machine_hash, state_machine_arn, name, account, status, start_date,
  stop_date, input, output, definition_hash, role_arn, state_machine_version_arn, state_machine_alias_arn, map_run_arn, item_count,
  redrive_count, redrive_date)
SELECT rtrim(translate(encode(substr(sha256(convert_to(arn, 'UTF8')), 1, 16), 'base64'), '+/', '-_'), '='), arn, n % 16,
  machine_hash, machine_arn, 'bench-' || n, split_part(machine, ':', 5), status, start_date,
  CASE WHEN status = 0 THEN NULL ELSE start_date + 1000 END,
  convert_to('{"order": ' || n || '}', 'UTF8'), CASE WHEN status = 1 THEN convert_to('{"done": true}', 'UTF8') END,
  'none', 'bench-lists',
  CASE WHEN kind < 25 THEN machine || ':1' END, CASE WHEN kind < 12 THEN machine || ':live' END,
  CASE WHEN kind BETWEEN 50 AND 69 THEN replace(machine, ':stateMachine:', ':mapRun:') || '/label:run-' || n % 10 END,
  CASE WHEN kind BETWEEN 50 AND 69 THEN 1 END,
  CASE WHEN chance BETWEEN 920 AND 929 THEN 1 ELSE 0 END,
  CASE WHEN chance BETWEEN 920 AND 929 THEN start_date + 2000 END
FROM named
