internal import GRDB

/// The ledger's tables, by migration.
enum Schema {
  /// Marks the file as a ledger ("Sluc").
  static let applicationID: Int32 = 0x536C_7563

  /// All migrations, in order. A shipped one is never edited.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      try db.execute(sql: v1)
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("v2") { db in try db.execute(sql: v2) }
    migrator.registerMigration("v3") { db in try db.execute(sql: v3) }
    return migrator
  }

  /// Whose a submission key is, is asked before it is bought. `key_alias`: keys that rules of normalisation made of the
  /// same facts at different times, in both directions; `user_version` tells up to which rules they were looked for.
  private static let v3 = """
    CREATE INDEX person_submission_key ON person_submission(destination, key);
    CREATE TABLE key_alias(
      destination INTEGER NOT NULL REFERENCES destination(id),
      key BLOB NOT NULL CHECK (length(key) = 16),
      other BLOB NOT NULL CHECK (length(other) = 16),
      PRIMARY KEY (destination, key, other)
    ) STRICT, WITHOUT ROWID;
    """

  /// Keys are 16 bytes, big-endian, so that their order in the file is their order as numbers. They are hashes: a tree
  /// ordered by them is written all over by every batch. So `claim` is ordered by arrival, and only its narrow index by
  /// key; an answer then changes neighbouring pages and no index.
  private static let v1 = """
    CREATE TABLE counter(
      name TEXT PRIMARY KEY NOT NULL,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO counter(name, value) VALUES ('answer', 0);

    CREATE TABLE run(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      pipeline TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      exit_code INTEGER,
      report TEXT
    ) STRICT;

    CREATE TABLE publication(
      pipeline TEXT PRIMARY KEY NOT NULL,
      sequence INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE person(
      id TEXT PRIMARY KEY NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE person_key(
      key BLOB PRIMARY KEY NOT NULL CHECK (length(key) = 16),
      person TEXT NOT NULL REFERENCES person(id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE destination(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE submission(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_key TEXT NOT NULL UNIQUE,
      destination INTEGER NOT NULL REFERENCES destination(id),
      run TEXT NOT NULL REFERENCES run(id),
      state TEXT NOT NULL
        CHECK (state IN ('intent', 'sent', 'accepted', 'completed', 'failed', 'unknown', 'withdrawn')),
      translate INTEGER NOT NULL CHECK (translate IN (0, 1)),
      asked INTEGER NOT NULL,
      people INTEGER NOT NULL,
      reserved INTEGER NOT NULL,
      spent INTEGER,
      enrichment_id TEXT,
      why TEXT,
      response BLOB,
      intended_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    ) STRICT;
    CREATE INDEX submission_state ON submission(state);
    CREATE INDEX submission_run ON submission(run);

    CREATE TABLE claimed_person(
      submission INTEGER NOT NULL REFERENCES submission(id),
      key BLOB NOT NULL CHECK (length(key) = 16),
      position INTEGER NOT NULL,
      text TEXT NOT NULL,
      fields INTEGER NOT NULL CHECK (fields BETWEEN 1 AND 3),
      PRIMARY KEY (submission, key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE claim(
      id INTEGER PRIMARY KEY,
      destination INTEGER NOT NULL,
      key BLOB NOT NULL,
      field INTEGER NOT NULL CHECK (field IN (1, 2)),
      submission INTEGER NOT NULL REFERENCES submission(id),
      standing TEXT NOT NULL CHECK (standing IN ('open', 'unknown', 'answered', 'lost')),
      value TEXT,
      sequence INTEGER,
      UNIQUE (destination, key, field),
      CHECK ((standing = 'answered') = (sequence IS NOT NULL))
    ) STRICT;
    CREATE INDEX claim_submission ON claim(submission);

    CREATE TABLE result(
      id INTEGER PRIMARY KEY,
      submission INTEGER NOT NULL REFERENCES submission(id),
      hash BLOB NOT NULL CHECK (length(hash) = 16),
      key BLOB,
      error TEXT,
      raw BLOB NOT NULL,
      UNIQUE (submission, hash)
    ) STRICT;
    """
}
