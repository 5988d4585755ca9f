-- Statistics that no plan needs. history and checkpoint_frame are read by their keys only, and grow fast: a sample of them was 30,000 rows,
-- most of them a page of their own, each time a tenth had been added. Nobody asks for executions by their payloads.
ALTER TABLE history
  ALTER COLUMN execution_key SET STATISTICS 10,
  ALTER COLUMN first_id SET STATISTICS 10,
  ALTER COLUMN last_id SET STATISTICS 0,
  ALTER COLUMN events SET STATISTICS 0;
ALTER TABLE checkpoint_frame
  ALTER COLUMN partition SET STATISTICS 10,
  ALTER COLUMN execution_key SET STATISTICS 10,
  ALTER COLUMN frame_id SET STATISTICS 10,
  ALTER COLUMN value SET STATISTICS 0;
ALTER TABLE execution
  ALTER COLUMN input SET STATISTICS 0,
  ALTER COLUMN output SET STATISTICS 0,
  ALTER COLUMN error SET STATISTICS 0,
  ALTER COLUMN cause SET STATISTICS 0,
  ALTER COLUMN trace_header SET STATISTICS 0;
