-- Map Runs and the child executions they start. Times are milliseconds since the epoch.

ALTER TABLE execution ADD COLUMN map_run_arn text;
ALTER TABLE execution ADD COLUMN item_count int;
CREATE INDEX execution_by_map_run ON execution (map_run_arn, start_date DESC, execution_key DESC) WHERE map_run_arn IS NOT NULL;

-- How each Map Run stands; only the sink writes it.
CREATE TABLE map_run (
  arn                  text   PRIMARY KEY,
  execution_arn        text   NOT NULL,
  frame                text   NOT NULL, -- of the Map Run in its execution
  status               text   NOT NULL,
  start_date           bigint NOT NULL,
  stop_date            bigint,
  max_concurrency      bigint NOT NULL,
  tolerated_count      bigint,
  tolerated_percentage text,
  items                text   NOT NULL, -- pending,running,succeeded,failed,timed out,aborted
  executions           text   NOT NULL  -- likewise
) WITH (fillfactor = 70);
CREATE INDEX map_run_by_execution ON map_run (execution_arn, start_date DESC, arn DESC);
