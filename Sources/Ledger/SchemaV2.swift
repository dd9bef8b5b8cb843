extension Schema {
  /// Prices, times and costs stand with submissions; an answer outlives the submission that asks for it again; and
  /// deliveries, balances and hooks have tables.
  ///
  /// The first Sluice had one price list, which stands here as its submissions were reserved by it.
  static let v2 = submissions + claimedPeople + claims + people + inbox

  /// `taken`: how many people the service took where it left some out without naming them. `reopened`: it was withdrawn,
  /// and turned out to have counted. `balance_mark`: the last balance that was noted before it.
  private static let submissions = """
    CREATE TABLE new_submission(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      batch_key TEXT NOT NULL UNIQUE,
      destination INTEGER NOT NULL REFERENCES destination(id),
      run TEXT NOT NULL REFERENCES run(id),
      state TEXT NOT NULL
        CHECK (state IN ('intent', 'sent', 'accepted', 'completed', 'failed', 'unknown', 'withdrawn')),
      translate INTEGER NOT NULL CHECK (translate IN (0, 1)),
      asked INTEGER NOT NULL,
      people INTEGER NOT NULL,
      taken INTEGER,
      reopened INTEGER NOT NULL DEFAULT 0 CHECK (reopened IN (0, 1)),
      balance_mark INTEGER,
      prices_as_of TEXT NOT NULL,
      base INTEGER NOT NULL CHECK (base >= 0),
      email INTEGER NOT NULL CHECK (email >= 0),
      phone INTEGER NOT NULL CHECK (phone >= 0),
      reserved INTEGER NOT NULL,
      spent INTEGER,
      enrichment_id TEXT,
      why TEXT,
      response BLOB,
      intended_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL DEFAULT (unixepoch()),
      CHECK (state <> 'completed' OR spent IS NOT NULL)
    ) STRICT;
    INSERT INTO new_submission
    SELECT id, batch_key, destination, run, state, translate, asked, people, NULL, 0, NULL, '2026-01-01', 1, 1, 10,
      reserved,
      CASE WHEN spent IS NULL AND state = 'completed' THEN (
        SELECT count(DISTINCT key) + coalesce(sum(CASE WHEN value IS NULL THEN 0 WHEN field = 1 THEN 1 ELSE 10 END), 0)
        FROM claim WHERE claim.submission = submission.id
      ) ELSE spent END,
      enrichment_id, why, response, unixepoch(intended_at), unixepoch(changed_at)
    FROM submission ORDER BY id;
    DROP TABLE submission;
    ALTER TABLE new_submission RENAME TO submission;
    CREATE INDEX submission_state ON submission(state);
    CREATE INDEX submission_run ON submission(run);
    CREATE INDEX submission_time ON submission(destination, intended_at);
    CREATE INDEX submission_reopened ON submission(destination) WHERE reopened;
    CREATE INDEX submission_enrichment ON submission(destination, enrichment_id);

    """

  /// `freed`: the service left the person out. `found`: the fields that a result for the person brought; null until
  /// there is one.
  private static let claimedPeople = """
    ALTER TABLE claimed_person ADD COLUMN freed INTEGER NOT NULL DEFAULT 0 CHECK (freed IN (0, 1));
    ALTER TABLE claimed_person ADD COLUMN found INTEGER CHECK (found BETWEEN 0 AND 3);
    UPDATE claimed_person AS p SET
      freed = NOT EXISTS (
        SELECT 1 FROM claim AS c WHERE c.destination = s.destination AND c.key = p.key AND c.submission = s.id),
      found = (
        SELECT sum(CASE WHEN value IS NULL THEN 0 ELSE field END) FROM claim AS c
        WHERE c.destination = s.destination AND c.key = p.key AND c.submission = s.id
        AND (standing = 'answered' OR (standing = 'lost' AND s.state = 'accepted')))
    FROM submission AS s WHERE s.id = p.submission AND s.state <> 'withdrawn';

    """

  /// Who holds the claim (`submission`, `standing`) and what was answered last (`value` to `answered_by`) are two
  /// things: a field that is bought again keeps its answer until there is another one. `sequence` rises with what says
  /// something new, `renewed` with every answer. `prior_…`: who held the claim
  /// before, and how it stood; as it will stand when the holder is withdrawn.
  private static let claims = """
    CREATE TABLE new_claim(
      id INTEGER PRIMARY KEY,
      destination INTEGER NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 16),
      field INTEGER NOT NULL CHECK (field IN (1, 2)),
      submission INTEGER NOT NULL REFERENCES submission(id),
      standing TEXT NOT NULL CHECK (standing IN ('open', 'unknown', 'answered', 'lost')),
      value TEXT,
      sequence INTEGER,
      renewed INTEGER,
      answered_at INTEGER,
      answered_by INTEGER REFERENCES submission(id),
      prior_submission INTEGER REFERENCES submission(id),
      prior_standing TEXT CHECK (prior_standing IN ('answered', 'lost')),
      UNIQUE (destination, key, field),
      CHECK (standing <> 'answered' OR sequence IS NOT NULL),
      CHECK ((sequence IS NULL) = (answered_at IS NULL) AND (sequence IS NULL) = (answered_by IS NULL)),
      CHECK ((sequence IS NULL) = (renewed IS NULL) AND sequence <= renewed),
      CHECK (value IS NULL OR sequence IS NOT NULL),
      CHECK ((prior_submission IS NULL) = (prior_standing IS NULL))
    ) STRICT;
    INSERT INTO new_claim
    SELECT c.id, c.destination, c.key, field, submission, standing, value, sequence, sequence,
      CASE WHEN sequence IS NOT NULL THEN s.changed_at END, CASE WHEN sequence IS NOT NULL THEN submission END, NULL, NULL
    FROM claim AS c JOIN submission AS s ON s.id = c.submission ORDER BY c.id;
    DROP TABLE claim;
    ALTER TABLE new_claim RENAME TO claim;
    CREATE INDEX claim_submission ON claim(submission);

    """

  /// Under which keys a person was submitted: what the service sees of somebody changes with what is known of them, and
  /// whoever was bought under one key is not bought again under another.
  private static let people = """
    CREATE TABLE person_submission(
      destination INTEGER NOT NULL REFERENCES destination(id),
      person TEXT NOT NULL REFERENCES person(id),
      key BLOB NOT NULL CHECK (length(key) = 16),
      PRIMARY KEY (destination, person, key)
    ) STRICT, WITHOUT ROWID;

    """

  /// A delivery that was applied to a submission needs no body any longer.
  private static let inbox = """
    CREATE TABLE delivery(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      destination INTEGER NOT NULL REFERENCES destination(id),
      hash BLOB NOT NULL CHECK (length(hash) = 16),
      body BLOB,
      received_at INTEGER NOT NULL,
      submission INTEGER REFERENCES submission(id),
      UNIQUE (destination, hash),
      CHECK (body IS NOT NULL OR submission IS NOT NULL)
    ) STRICT;
    CREATE INDEX delivery_pending ON delivery(destination, id) WHERE submission IS NULL;

    CREATE TABLE balance(
      id INTEGER PRIMARY KEY,
      destination INTEGER NOT NULL REFERENCES destination(id),
      credits INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX balance_time ON balance(destination, at, id);

    CREATE TABLE hook(
      destination INTEGER PRIMARY KEY REFERENCES destination(id),
      path TEXT NOT NULL CHECK (length(path) >= 32)
    ) STRICT;
    """
}
