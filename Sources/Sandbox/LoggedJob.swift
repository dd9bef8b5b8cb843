internal import Foundation

/// What a line of the log says of a job, apart from its request: what makes its answer the same for ever, and what the
/// balance needs.
struct LoggedJob: Codable, Sendable {
  /// What it cost, in credits, and what was found.
  struct Cost: Codable, Sendable {
    var credits = 0
    var emails = 0
    var phones = 0

    init(_ quotes: some Sequence<Quote>) {
      for quote in quotes {
        credits += quote.cost
        if quote.email != nil { emails += 1 }
        if quote.phone != nil { phones += 1 }
      }
    }
  }

  var seed: UInt64
  var time: Int64
  var taken: Int
  var name: String?
  /// Absent where nothing is wrong.
  var fault: JobFault?
  /// Absent in lines of older versions, as is `size`.
  var cost: Cost?
  /// Bytes of the request.
  var size: Int?

  /// What stands between a line's request and the next line.
  static let lineEnd = Array("}\n".utf8)
  /// What stands before its request. No JSON string holds it: its quotes would be escaped.
  private static let mark = Array(#","request":"#.utf8)

  /// A whole line: a JSON object that ends with the request.
  func line(_ request: [UInt8]) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line: [UInt8] = []
    line.reserveCapacity(request.count + 512)
    // Numbers and short texts can always be encoded; the brace makes room for the request.
    line += (try? encoder.encode(self))?.dropLast() ?? Data("{".utf8)
    line += Self.mark
    // Between JSON tokens a line break is as good as a space; inside of strings there is none.
    line += request.map { $0 == 10 || $0 == 13 ? 32 : $0 }
    return line + Self.lineEnd
  }

  /// The beginning of a line, up to its request.
  struct Head {
    /// How many bytes it has.
    var length: Int
    /// Nil where it cannot be read.
    var job: LoggedJob?

    /// Nil where the bytes do not reach the request.
    init?(_ bytes: [UInt8]) {
      let quote = LoggedJob.mark[1]
      guard
        let start = bytes.indices.first(where: {
          bytes[$0] == quote && $0 > 0 && bytes[($0 - 1)...].starts(with: LoggedJob.mark)
        })
      else { return nil }
      length = start - 1 + LoggedJob.mark.count
      job = try? JSONDecoder().decode(LoggedJob.self, from: Data(bytes[..<(start - 1)] + [UInt8(ascii: "}")]))
    }
  }
}
