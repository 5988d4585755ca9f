-- State machines, their revisions, definition texts and activities. Times are milliseconds since the epoch.

-- Texts by their hash (lower-case hex SHA-256): executions pin a definition by it, so rows are never changed.
CREATE TABLE definition (
  hash text PRIMARY KEY,
  text text NOT NULL
);

CREATE TABLE state_machine (
  arn text PRIMARY KEY,
  -- Tells a state machine from an earlier, deleted one of the same name.
  id text NOT NULL,
  account text NOT NULL,
  region text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  status text NOT NULL,
  creation_date bigint NOT NULL,
  revision integer NOT NULL,
  tags text NOT NULL,
  -- When DeleteStateMachine was called, null before.
  deleted_at bigint
);
CREATE INDEX state_machine_by_date ON state_machine (account, region, creation_date, arn);
CREATE INDEX state_machine_deleting ON state_machine (deleted_at) WHERE deleted_at IS NOT NULL;

-- Kept when the state machine is gone: executions are described by the revision they were started with.
CREATE TABLE state_machine_revision (
  state_machine_id text NOT NULL,
  number integer NOT NULL,
  state_machine_arn text NOT NULL,
  -- Null for the initial revision.
  revision_id text,
  definition_hash text NOT NULL,
  role_arn text NOT NULL,
  logging_level text NOT NULL,
  logging_include_data boolean NOT NULL,
  logging_destination text,
  tracing boolean NOT NULL,
  update_date bigint NOT NULL,
  PRIMARY KEY (state_machine_id, number)
);
CREATE INDEX state_machine_revision_by_arn ON state_machine_revision (state_machine_arn, definition_hash);

CREATE TABLE activity (
  arn text PRIMARY KEY,
  account text NOT NULL,
  region text NOT NULL,
  name text NOT NULL,
  creation_date bigint NOT NULL,
  tags text NOT NULL
);
CREATE INDEX activity_by_date ON activity (account, region, creation_date, arn);
