import ArgumentParser
import Ledger
import PipelineModel
import Pipelines

/// `sluice resolve`: submissions with unknown outcome, and an operator's decision about them.
struct Resolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List submissions with unknown outcome, or decide about one.",
    discussion: """
      Without a batch it lists them with the balance before and after as evidence. With one:
      --attach ID   it counted; ID stands on the service's dashboard, under the batch key in the job's name
      --lost        it counted, and its results are given up
      --resend      it did not count, or is to be bought again all the same: the next run submits its people
      """)

  @Argument(help: "The pipeline file; - for stdin.") var file: String
  @Argument(help: "The batch key, or its beginning.") var batch: String?
  @Option(help: ArgumentHelp("The enrichment id that the service gave it.", valueName: "enrichment-id"))
  var attach: String?
  @Flag(help: "Give its results up.") var lost = false
  @Flag(help: "Let the next run buy its people again.") var resend = false
  @Flag(help: "Do not ask.") var yes = false
  @Flag(help: "Print the list as a JSON array on stdout.") var json = false

  func validate() throws {
    let decisions = [attach != nil, lost, resend].filter(\.self).count
    if batch == nil && decisions > 0 { throw ValidationError("Name the batch that is meant.") }
    if batch != nil && decisions != 1 {
      throw ValidationError("Say one of --attach ENRICHMENT_ID, --lost and --resend.")
    }
    if let attach, attach.isEmpty || attach.utf8.count > 200 {
      throw ValidationError("--attach takes the enrichment id that the service's dashboard shows.")
    }
    if file == "-" && batch != nil && !yes { throw ValidationError("It asks on stdin: give a file, or --yes.") }
  }

  func run() throws {
    let talk = Talk(quiet: false)
    let definition = try definition(at: file, talk)
    do {
      let doubts = try Doubts(
        SQLiteLedger.openIfPresent(folder: definition.stateFolder), stateFolder: definition.stateFolder)
      guard let batch else {
        try put(json ? doubts.json : doubts.summary)
        return
      }
      let submission = try doubts.submission(batch)
      let resolution: Resolution =
        if let attach { .accepted(enrichmentID: attach) } else if lost { .lost } else { .resend }
      guard yes || talk.ask(doubts.question(resolution, submission)) else {
        talk.say("nothing was decided")
        try PipelineModel.ExitCode.usage.end()
        return
      }
      let ledger = try SQLiteLedger(folder: definition.stateFolder)
      try ledger.resolve(submission.id, as: resolution, why: "decided by an operator")
      talk.say(doubts.outcome(resolution, submission))
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      try end(after: error, talk)
    }
  }
}
