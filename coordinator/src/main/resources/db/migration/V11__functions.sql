-- Functions that were created by the Lambda API (docs/adr/0020); settings are encrypted under PASSO_SECRET.

CREATE TABLE function (
  account     text        COLLATE "C" NOT NULL,
  name        text        COLLATE "C" NOT NULL,
  pool        text        NOT NULL,
  settings    text        NOT NULL,
  code_sha256 text        NOT NULL, -- Base64, as the API gives it
  code_size   bigint      NOT NULL,
  revision    uuid        NOT NULL,
  modified_at timestamptz NOT NULL,
  PRIMARY KEY (account, name)
);
CREATE INDEX function_by_pool ON function (pool);

CREATE TABLE function_code (
  account text  COLLATE "C" NOT NULL,
  name    text  COLLATE "C" NOT NULL,
  zip     bytea NOT NULL,
  PRIMARY KEY (account, name),
  FOREIGN KEY (account, name) REFERENCES function (account, name) ON DELETE CASCADE
);
-- A zip cannot be compressed any more.
ALTER TABLE function_code ALTER COLUMN zip SET STORAGE EXTERNAL;
