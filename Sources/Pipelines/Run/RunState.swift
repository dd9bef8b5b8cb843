internal import PipelineModel

/// What a run keeps in mind while it goes through its phases.
struct RunState: ~Copyable {
  var report: RunReport
  /// Nil where nothing is to be written.
  private var rejects: RejectsFile?
  private var refusals = RefusalTally()
  private let emit: @Sendable (RunEvent) -> Void
  /// Rows that were refused.
  private(set) var rejected = 0
  /// Rows that were not refused.
  var accepted = 0
  /// Bytes of all inputs, where all are files.
  let inputBytes: Int?
  /// The union of the sources' columns and the lead fields they mapped, once all is read.
  private(set) var names: [String] = []
  private(set) var mapped: Set<LeadField> = []
  /// The files that are marked as read once the outputs are in their places.
  var readInputs: ReadInputs?
  /// How far sources were read, which counts once the outputs are in their places.
  var bookmarks = Bookmarks()
  /// Whether the inputs hold only what is new since the last published run.
  var isAllNews = false
  /// The file of the first bookmark that a source was given.
  var givenBookmark: String?
  /// The pairs that want a look, where they are to be listed.
  var reviewFile: ReviewFile?
  /// What stops the run early.
  var maxRejects: MaxRejects?

  init(
    report: RunReport, rejects: consuming RejectsFile?, inputBytes: Int?,
    emit: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.report = report
    self.rejects = rejects
    self.inputBytes = inputBytes
    self.emit = emit
  }

  /// Says where rejects are to be written, before the first.
  mutating func placeRejects(at path: String) { rejects = RejectsFile(path: path) }

  /// Takes the refused records of a batch.
  mutating func reject(_ source: SourceBatch, kept: Int) throws {
    let batch = source.records
    rejected += batch.refused.count
    refusals.add(batch.refused, file: source.file)
    try rejects?.append(batch, file: source.file, source: source.rawSource)
    accepted += kept
    try checkRejects(isEnd: false)
  }

  /// Stops the run where more was rejected than it bears; the rejects file is left for whoever looks.
  private mutating func checkRejects(isEnd: Bool) throws {
    let read = accepted + rejected
    guard let maxRejects, maxRejects.isExceeded(by: rejected, of: read, isEnd: isEnd) else { return }
    for warning in refusals.warnings { emit(.diagnostic(warning)) }
    throw Failure.maxRejects(rejected, of: read, rejectsFile: try commitRejects())
  }

  /// Sees to it that the rejects are on the disk.
  mutating func synchronizeRejects() throws { try rejects?.synchronize() }

  /// Puts the rejects file in its place; returns where that is, if there is one.
  mutating func commitRejects() throws -> String? {
    try rejects?.commit()
    return rejected > 0 ? rejects?.path : nil
  }

  /// Everything is read: takes the final columns, and says what was refused.
  mutating func finalColumns(names: [String], mapped: Set<LeadField>) throws {
    try checkRejects(isEnd: true)
    self.names = names
    self.mapped = mapped
    for warning in refusals.warnings { emit(.diagnostic(warning)) }
  }

  /// Remembers what was read: nothing of it is to be read again.
  func commitMarks() throws {
    try readInputs?.commit()
    try bookmarks.commit()
  }
}
