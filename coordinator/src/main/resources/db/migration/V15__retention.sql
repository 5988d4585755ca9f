-- Finds what the retention job deletes (docs/adr/0025): executions in the order in which they closed.
CREATE INDEX execution_by_stop ON execution (stop_date) WHERE stop_date IS NOT NULL;
