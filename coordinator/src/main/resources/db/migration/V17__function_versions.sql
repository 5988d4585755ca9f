-- Published versions and aliases of functions (docs/adr/0033); settings are encrypted as those of functions are.

ALTER TABLE function ADD COLUMN last_version integer NOT NULL DEFAULT 0;

CREATE TABLE function_version (
  account     text        COLLATE "C" NOT NULL,
  name        text        COLLATE "C" NOT NULL,
  version     integer     NOT NULL,
  settings    text        NOT NULL,
  code_sha256 text        NOT NULL,
  code_size   bigint      NOT NULL,
  revision    uuid        NOT NULL,
  modified_at timestamptz NOT NULL,
  zip         bytea       NOT NULL,
  PRIMARY KEY (account, name, version),
  FOREIGN KEY (account, name) REFERENCES function (account, name) ON DELETE CASCADE
);
ALTER TABLE function_version ALTER COLUMN zip SET STORAGE EXTERNAL;

CREATE TABLE function_alias (
  account     text   COLLATE "C" NOT NULL,
  name        text   COLLATE "C" NOT NULL,
  alias       text   COLLATE "C" NOT NULL,
  version     text   NOT NULL,  -- a number, or $LATEST
  description text   NOT NULL,
  other       text,             -- a second version that gets a part of the calls
  weight      float8 NOT NULL,  -- that part, 0 to 1
  revision    uuid   NOT NULL,
  PRIMARY KEY (account, name, alias),
  FOREIGN KEY (account, name) REFERENCES function (account, name) ON DELETE CASCADE
);
