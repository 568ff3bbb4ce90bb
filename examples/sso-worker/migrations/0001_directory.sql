-- Times are milliseconds since the epoch. What opens a door (session, access key, setup link) is only here as its SHA-256.

CREATE TABLE organisations (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- Makes one organisation and its first administrator.
CREATE TABLE setup_links (
  token_hash TEXT NOT NULL PRIMARY KEY,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
);

CREATE TABLE people (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  -- In lower case, with the domain as DNS has it.
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'member')),
  access_key_hash TEXT UNIQUE,
  -- The access key opens the door also where single sign-on is enforced.
  keeps_access_key INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  last_sign_in_at INTEGER,
  UNIQUE (organisation_id, email)
);

CREATE TABLE profiles (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  -- Part of the entity ID and of the addresses that the IdP is given.
  connection_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- `Connection["idp"]` and `Policy` of saml-edge, as JSON.
  idp TEXT,
  policy TEXT NOT NULL DEFAULT '{}',
  -- The attribute that holds the e-mail address; without one it is the NameID.
  email_attribute TEXT,
  provisioning TEXT NOT NULL CHECK (provisioning IN ('existing', 'create')),
  signs_requests INTEGER NOT NULL DEFAULT 0,
  -- Where the metadata is published, and what was last read of it (`MetadataCopy`, as JSON).
  metadata_url TEXT,
  metadata_copy TEXT,
  metadata_refresh_at INTEGER,
  metadata_error TEXT,
  -- Counts the changes of what decides about a login.
  revision INTEGER NOT NULL DEFAULT 1,
  tested_revision INTEGER,
  created_at INTEGER NOT NULL
);
CREATE INDEX profiles_organisation ON profiles (organisation_id);

CREATE TABLE domains (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- What the TXT record has to hold.
  proof TEXT NOT NULL,
  verified_at INTEGER,
  profile_id TEXT REFERENCES profiles (id) ON DELETE SET NULL,
  enforced INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (organisation_id, name)
);
-- Anybody may claim a domain; whoever proved it first has it, until it is released.
CREATE UNIQUE INDEX domains_owner ON domains (name) WHERE verified_at IS NOT NULL;

-- Whom a name at an IdP belongs to, from the first sign-in on: an address that the IdP gives to somebody else later opens no door.
CREATE TABLE identities (
  profile_id TEXT NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (profile_id, subject),
  UNIQUE (profile_id, person_id)
);

CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  -- How it began; NULL for an access key.
  profile_id TEXT REFERENCES profiles (id) ON DELETE CASCADE,
  -- `SignedIn` of saml-edge, as JSON, and its NameID to find the session by.
  signed_in TEXT,
  name_id TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE INDEX sessions_name_id ON sessions (profile_id, name_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

-- Keyed by the ID of the AuthnRequest: its answer signs nobody in.
CREATE TABLE connection_tests (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  profile_id TEXT NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  outcome TEXT CHECK (outcome IN ('green', 'refused')),
  findings TEXT
);
CREATE INDEX connection_tests_profile ON connection_tests (profile_id, started_at);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  organisation_id TEXT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  -- One of the kinds of src/directory/audit.ts.
  kind TEXT NOT NULL,
  actor TEXT,
  profile_id TEXT,
  details TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_organisation ON audit (organisation_id, id);
