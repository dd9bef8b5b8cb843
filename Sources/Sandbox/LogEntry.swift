internal import Foundation

/// A line of the log: the request as it came, and what makes its answer the same for ever.
struct LogEntry: Decodable {
  var seed: UInt64
  var time: Int64
  var taken: Int
  /// Absent in lines of older versions, and where nothing is wrong.
  var fault: JobFault?
  var request: EnrichRequest

  init(_ line: [UInt8], path: String) throws(SandboxError) {
    do {
      self = try JSONDecoder().decode(LogEntry.self, from: Data(line))
    } catch {
      throw SandboxError("\(path) holds a line that cannot be read", hint: "move the file away to start afresh")
    }
  }

  static func line(seed: UInt64, time: Int64, taken: Int, fault: JobFault?, body: [UInt8]) -> [UInt8] {
    var line = Array(#"{"seed":\#(seed),"time":\#(time),"taken":\#(taken)"#.utf8)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    if let fault, let data = try? encoder.encode(fault) { line += Array(#","fault":"#.utf8) + data }
    line += Array(#","request":"#.utf8)
    // Between JSON tokens a line break is as good as a space; inside of strings there is none.
    line += body.map { $0 == 10 || $0 == 13 ? 32 : $0 }
    line.append(UInt8(ascii: "}"))
    return line
  }
}
