/// How long an open job is left alone between two questions for its results.
///
/// The first pauses are short, so that a quick service is not waited for; they double up to the pipeline's `poll`, then
/// grow by a tenth each, up to eight times `poll`: results that take long are not worth many questions.
struct PollPace: Sendable {
  private let poll: Duration
  private var pause: Duration

  /// - Parameter poll: the pipeline's `results.poll`.
  init(poll: Duration) {
    self.poll = poll
    pause = min(.milliseconds(10), poll)
  }

  /// The pause before the next question.
  mutating func next() -> Duration {
    defer { pause = pause < poll ? min(pause * 2, poll) : min(pause * 11 / 10, poll * 8) }
    return pause
  }
}
