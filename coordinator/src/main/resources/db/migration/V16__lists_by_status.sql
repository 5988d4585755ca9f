-- ListExecutions of a version, alias or Map Run with a status that few executions have would read all of them. Most executions have none of
-- the three, and then no entry here.
CREATE INDEX execution_by_version_status ON execution (state_machine_version_arn, status, start_date DESC, execution_key DESC)
  WHERE state_machine_version_arn IS NOT NULL;
CREATE INDEX execution_by_alias_status ON execution (state_machine_alias_arn, status, start_date DESC, execution_key DESC)
  WHERE state_machine_alias_arn IS NOT NULL;
CREATE INDEX execution_by_map_run_status ON execution (map_run_arn, status, start_date DESC, execution_key DESC)
  WHERE map_run_arn IS NOT NULL;
