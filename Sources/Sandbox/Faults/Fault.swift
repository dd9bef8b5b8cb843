/// Where a fault strikes, and what its schedule counts.
enum Endpoint: String, Sendable, CaseIterable {
  /// An accepted connection, before anything is read from it.
  case connection
  /// `POST /v1/leads/enrich`.
  case submit
  /// `GET /v1/jobs/{id}`.
  case job
  /// `GET /v1/credits`.
  case credits
  /// A delivery that was promised to a webhook; its repetitions do not count.
  case webhook
}

/// What goes wrong with one connection, request or delivery. Every part stands for itself: a partial acceptance may
/// lose its answer as well.
struct Fault: Sendable, Equatable {
  /// How the connection ends without an answer and without anything having been done.
  enum Close: String, Sendable, CaseIterable {
    /// With a reset, before the body is read.
    case reset
    /// Closed as usual, before anything is done.
    case orderly
    /// Closed as usual, the body unread.
    case beforeBody = "before_body"
    /// Closed as usual, the body read whole.
    case afterBody = "after_body"
  }

  /// A status other than the usual one. With a 2xx the request is acted on; with any other only where it is billed.
  struct Status: Sendable, Equatable {
    var code: Int
    var isBilled = false
    var retryAfter: RetryAfter?
    var isSuccess: Bool { (200..<300).contains(code) }
  }

  /// The header of that name.
  enum RetryAfter: Sendable, Equatable {
    case seconds(Int)
    /// A date, so many seconds from now.
    case date(Int)
  }

  /// What becomes of the answer once everything is done (and billed).
  struct Answer: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable {
      /// The connection is closed without it.
      case none
      /// It comes in pieces, with a pause before each.
      case drip
      /// Its first half comes, then the connection is closed; `Content-Length` announces the whole.
      case truncated
      /// A page of HTML comes in its place.
      case garbage
      /// An acceptance without `enrichment_id`.
      case withoutID = "without_id"
    }
    var kind: Kind
    var pause: Duration = .milliseconds(20)
    /// In bytes.
    var piece = 64
  }

  /// Only the first leads are taken.
  struct Partial: Sendable, Equatable {
    var leads: Int
    /// Whether the answer holds those that were left out, or only `finalLimit`.
    var isNamed = true
  }

  /// How a delivery goes to a webhook.
  enum Delivery: String, Sendable, CaseIterable {
    case lost, tripled
    /// After the next delivery.
    case reordered
    /// Before the submission is answered, whether the job is done or not.
    case beforeAnswer = "before_answer"
  }

  /// Whether a delivery that went to a wrong path comes right afterwards.
  enum WrongPath: String, Sendable, CaseIterable {
    case thenRight = "then_right"
    case neverRight = "never_right"
  }

  var close: Close?
  var status: Status?
  var answer: Answer?
  /// Before the answer or the delivery; for a reordered delivery, how long it waits for the next one at most.
  var delay: Duration?
  var partial: Partial?
  var job: JobFault.Fate?
  var results: ResultShape?
  var delivery: Delivery?
  var wrongPath: WrongPath?

  /// Takes over from another fault the parts it has nothing to say about.
  mutating func merge(_ other: Fault) {
    close = close ?? other.close
    status = status ?? other.status
    answer = answer ?? other.answer
    delay = delay ?? other.delay
    partial = partial ?? other.partial
    job = job ?? other.job
    results = results ?? other.results
    delivery = delivery ?? other.delivery
    wrongPath = wrongPath ?? other.wrongPath
  }
}
