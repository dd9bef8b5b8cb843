import Foundation

/// Puts placeholders where two right runs may differ: folders, days and times, run and job ids, ports, durations.
struct Placeholders {
  private let folder: String
  private let days: [String]

  init(_ place: Place, started: Date, now: Date = .now) {
    folder = place.work.path
    // A run over midnight has two.
    days = [started, now].map { String($0.ISO8601Format().prefix(10)) }
  }

  /// A text with its placeholders; bytes that are no UTF-8 stay as they are.
  func callAsFunction(_ data: Data) -> Data {
    guard let text = String(validating: data, as: UTF8.self) else { return data }
    return Data(self(text).utf8)
  }

  func callAsFunction(_ text: String) -> String {
    var text = text.replacing(folder, with: "{dir}")
    for day in days {
      // Other days are data.
      if let time = try? Regex(day + #"T\d\d:\d\d:\d\d(\.\d+)?Z"#) { text.replace(time, with: "{time}") }
      if let run = try? Regex("r" + day.replacing("-", with: "") + #"T?\d{6,}Z?[-0-9a-z]*"#) {
        text.replace(run, with: "{run}")
      }
      text.replace(day, with: "{date}")
    }
    text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, with: "{enrichment}")
    text.replace(/127\.0\.0\.1:\d+/, with: "127.0.0.1:{port}")
    text.replace(/r\d{6}-\d+-[0-9a-f]{16}/, with: "{batch}")
    text.replace(/after \d+ ms/, with: "after {milliseconds} ms")
    text.replace(/"seconds": \d+\.\d+/, with: "\"seconds\": {seconds}")
    text.replace(/(?<lead>took +)\d+\.\d+ s/) { $0.output.lead + "{seconds} s" }
    return text
  }
}
