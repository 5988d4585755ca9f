-- What the sink writes (correctness.md §9). One writer per partition at a time, decided by the compare-and-set on sink.log_offset.

-- Facts about this installation that must not change: the number of partitions, the topic ids of the journal.
CREATE TABLE cluster (
  name  text PRIMARY KEY,
  value text NOT NULL
);

-- Where the sink of a partition stands: a whole position, and what a rebuild of Redis needs besides the frames.
CREATE TABLE sink (
  partition    int    PRIMARY KEY,
  log_offset   bigint NOT NULL,
  leader_epoch int    NOT NULL,
  epoch        bigint NOT NULL,
  seq          bigint NOT NULL,
  clock        bigint NOT NULL,
  progress     text   NOT NULL, -- inputs, dispatched and tails, encoded
  updated_at   timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- A gap is an alarm: the sink found the start of the journal above its position.
CREATE TABLE sink_gap (
  partition   int    NOT NULL,
  from_offset bigint NOT NULL,
  to_offset   bigint NOT NULL,
  noticed_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partition, from_offset)
);

-- One row per execution and batch: events first_id..last_id, encoded.
CREATE TABLE history (
  execution_key text   COLLATE "C" NOT NULL,
  first_id      bigint NOT NULL,
  last_id       bigint NOT NULL,
  events        bytea  NOT NULL,
  PRIMARY KEY (execution_key, first_id)
);
ALTER TABLE history ALTER COLUMN events SET STORAGE EXTERNAL;

-- The index of executions. Times are milliseconds since the epoch. state_machine_hash: first 8 bytes of the SHA-256 of the ARN, so that
-- index entries stay small; the ARN itself is compared as well.
CREATE TABLE execution (
  execution_key             text     COLLATE "C" PRIMARY KEY,
  execution_arn             text     NOT NULL,
  partition                 int      NOT NULL,
  state_machine_hash        bigint   NOT NULL,
  state_machine_arn         text     NOT NULL,
  name                      text     NOT NULL,
  account                   text     NOT NULL,
  status                    smallint NOT NULL, -- 0 RUNNING, 1 SUCCEEDED, 2 FAILED, 3 TIMED_OUT, 4 ABORTED
  start_date                bigint   NOT NULL,
  stop_date                 bigint,
  input                     bytea    NOT NULL,
  output                    bytea,
  error                     text,
  cause                     text,
  definition_hash           text     NOT NULL,
  role_arn                  text     NOT NULL,
  state_machine_version_arn text,
  state_machine_alias_arn   text,
  trace_header              text
) WITH (fillfactor = 85);
CREATE INDEX execution_by_start ON execution (state_machine_hash, start_date DESC, execution_key DESC);
CREATE INDEX execution_by_status ON execution (state_machine_hash, status, start_date DESC, execution_key DESC);

-- The last value of each frame of the executions that are open at the sink's position.
CREATE TABLE checkpoint_frame (
  partition     int   NOT NULL,
  execution_key text  COLLATE "C" NOT NULL,
  frame_id      text  COLLATE "C" NOT NULL,
  value         bytea NOT NULL,
  PRIMARY KEY (partition, execution_key, frame_id)
) WITH (fillfactor = 70);
ALTER TABLE checkpoint_frame ALTER COLUMN value SET STORAGE EXTERNAL;
