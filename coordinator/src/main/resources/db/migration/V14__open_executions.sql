-- How many executions are open, by account and region, so that a start need not count rows (docs/adr/0024). Kept by triggers: whatever
-- changes the index changes the numbers in the same transaction. A partition has one writer, so nobody waits for a row.

CREATE TABLE open_executions (
  account   text   NOT NULL,
  region    text   NOT NULL,
  partition int    NOT NULL,
  open      bigint NOT NULL,
  PRIMARY KEY (account, region, partition)
) WITH (fillfactor = 50);

-- Status 0 is RUNNING; the fourth part of an ARN is its region.
CREATE FUNCTION count_open_executions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO open_executions AS o (account, region, partition, open)
      SELECT account, split_part(execution_arn, ':', 4), partition, count(*)
        FROM rows_after WHERE status = 0 GROUP BY 1, 2, 3
      ON CONFLICT (account, region, partition) DO UPDATE SET open = o.open + excluded.open;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO open_executions AS o (account, region, partition, open)
      SELECT account, split_part(execution_arn, ':', 4), partition, -count(*)
        FROM rows_before WHERE status = 0 GROUP BY 1, 2, 3
      ON CONFLICT (account, region, partition) DO UPDATE SET open = o.open + excluded.open;
  ELSE
    INSERT INTO open_executions AS o (account, region, partition, open)
      SELECT account, region, partition, sum(change) FROM (
        SELECT account, split_part(execution_arn, ':', 4) AS region, partition, 1 AS change FROM rows_after WHERE status = 0
        UNION ALL
        SELECT account, split_part(execution_arn, ':', 4), partition, -1 FROM rows_before WHERE status = 0) changes
      GROUP BY 1, 2, 3 HAVING sum(change) <> 0
      ON CONFLICT (account, region, partition) DO UPDATE SET open = o.open + excluded.open;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER open_executions_inserted AFTER INSERT ON execution
  REFERENCING NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION count_open_executions();
CREATE TRIGGER open_executions_updated AFTER UPDATE ON execution
  REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION count_open_executions();
CREATE TRIGGER open_executions_deleted AFTER DELETE ON execution
  REFERENCING OLD TABLE AS rows_before FOR EACH STATEMENT EXECUTE FUNCTION count_open_executions();

INSERT INTO open_executions (account, region, partition, open)
  SELECT account, split_part(execution_arn, ':', 4), partition, count(*) FROM execution WHERE status = 0 GROUP BY 1, 2, 3;
