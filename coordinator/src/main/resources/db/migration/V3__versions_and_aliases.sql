-- Versions of state machines and the aliases that route to them. Times are milliseconds since the epoch.

ALTER TABLE state_machine
  -- The greatest number given to a version: numbers are never given again.
  ADD COLUMN last_version integer NOT NULL DEFAULT 0,
  -- What CreateStateMachine was asked to publish, so that the same request can be told from another one.
  ADD COLUMN published_at_creation boolean NOT NULL DEFAULT false,
  ADD COLUMN creation_description text;

CREATE TABLE state_machine_version (
  state_machine_id text NOT NULL,
  number integer NOT NULL,
  -- Number of the revision it froze; a revision has one version.
  revision integer NOT NULL,
  description text,
  creation_date bigint NOT NULL,
  PRIMARY KEY (state_machine_id, number),
  UNIQUE (state_machine_id, revision)
);

CREATE TABLE state_machine_alias (
  state_machine_id text NOT NULL,
  name text COLLATE "C" NOT NULL,
  description text,
  first_version integer NOT NULL,
  first_weight integer NOT NULL,
  second_version integer,
  second_weight integer,
  creation_date bigint NOT NULL,
  update_date bigint NOT NULL,
  PRIMARY KEY (state_machine_id, name)
);

-- ListExecutions of a version or alias; most executions have neither.
CREATE INDEX execution_by_version ON execution (state_machine_version_arn, start_date DESC, execution_key DESC)
  WHERE state_machine_version_arn IS NOT NULL;
CREATE INDEX execution_by_alias ON execution (state_machine_alias_arn, start_date DESC, execution_key DESC)
  WHERE state_machine_alias_arn IS NOT NULL;
