-- RedriveExecution: an execution that had closed goes on under the same key.
ALTER TABLE execution
  ADD COLUMN redrive_count integer NOT NULL DEFAULT 0,
  -- Milliseconds since the epoch.
  ADD COLUMN redrive_date bigint,
  -- Client tokens of the last redrives with their dates: a JSON object.
  ADD COLUMN redrive_tokens text;

-- ListExecutions with redriveFilter REDRIVEN; few executions are.
CREATE INDEX execution_redriven ON execution (state_machine_hash, start_date DESC, execution_key DESC) WHERE redrive_count > 0;
