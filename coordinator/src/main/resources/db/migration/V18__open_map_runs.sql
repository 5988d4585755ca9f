-- An account has only so many open Map Runs (docs/adr/0035): the oldest ones are asked for each second. The fourth and fifth part of an
-- ARN are region and account.
CREATE INDEX map_run_open ON map_run (split_part(arn, ':', 5), split_part(arn, ':', 4), start_date, arn COLLATE "C")
  WHERE status = 'RUNNING';
