-- Payloads that are too large for records (docs/adr/0016), encrypted, under the hash of their keys.

CREATE TABLE blob (
  id      text        COLLATE "C" PRIMARY KEY,
  size    bigint      NOT NULL,
  used_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE blob_chunk (
  id     text  COLLATE "C" NOT NULL REFERENCES blob (id) ON DELETE CASCADE,
  number int   NOT NULL,
  data   bytea NOT NULL,
  PRIMARY KEY (id, number)
);
-- Encrypted bytes cannot be compressed.
ALTER TABLE blob_chunk ALTER COLUMN data SET STORAGE EXTERNAL;

-- Executions whose records name a blob: it stays as long as one of them is in the index.
CREATE TABLE blob_use (
  execution_key text        COLLATE "C" NOT NULL,
  id            text        COLLATE "C" NOT NULL,
  noted_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (execution_key, id)
);
CREATE INDEX blob_use_by_blob ON blob_use (id);
