-- Map Runs that were redriven. Times are milliseconds since the epoch.

ALTER TABLE map_run ADD COLUMN redrive_count int NOT NULL DEFAULT 0;
ALTER TABLE map_run ADD COLUMN redrive_date bigint;
