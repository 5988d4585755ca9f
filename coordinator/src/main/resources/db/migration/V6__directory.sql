-- Users, roles, access keys and policies of all accounts; secrets are encrypted under PASSO_SECRET.

-- Counts the changes; its row is the lock of whoever changes something.
CREATE TABLE directory_version (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint  NOT NULL
);
INSERT INTO directory_version (version) VALUES (0);

CREATE TABLE directory_entry (
  kind    text   NOT NULL, -- user, role, key, policy
  key     text   NOT NULL, -- <account>/<name>; id of a key; ARN of a policy
  value   text,            -- JSON; null: deleted
  version bigint NOT NULL, -- change that wrote it
  PRIMARY KEY (kind, key)
);
CREATE INDEX directory_entry_by_version ON directory_entry (version);
