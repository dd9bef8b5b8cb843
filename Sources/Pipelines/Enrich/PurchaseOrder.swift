internal import Foundation
package import PipelineModel

/// What a plan allows a run to buy: whom, what, and for how much. It names nobody: people are in it by the hash of what
/// the service sees of them.
package struct PurchaseOrder: Sendable, Equatable {
  package var pipeline: String
  package var destination: String
  /// Credits at most.
  package var most: Int
  /// What may be bought, by submission key.
  package var allowed: [UInt128: Set<ContactField>]

  /// Marks the file's format.
  static let format = "sluice-plan-1"

  package init(pipeline: String, destination: String, most: Int, allowed: [UInt128: Set<ContactField>]) {
    self.pipeline = pipeline
    self.destination = destination
    self.most = most
    self.allowed = allowed
  }

  /// The file as JSON; `buy` in the order of the keys.
  package var json: String {
    let buy = allowed.sorted { $0.key < $1.key }.map { key, fields in
      [Self.hex(key)] + fields.sorted().map(\.rawValue)
    }
    let object: [String: Any] = [
      "format": Self.format, "pipeline": pipeline, "destination": destination, "credits": ["most": most], "buy": buy,
    ]
    let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return (data.map { String(decoding: $0, as: UTF8.self) } ?? "{}") + "\n"
  }

  /// Reads a file that `json` made; `file` is what messages call it.
  package init(_ bytes: [UInt8], file: String) throws {
    struct File: Decodable {
      struct Credits: Decodable { var most: Int }
      var format: String
      var pipeline: String
      var destination: String
      var credits: Credits
      var buy: [[String]]
    }
    let problem = Diagnostic(
      code: "bad_plan", at: Diagnostic.Location(file: file), "this is no plan that `sluice plan --out` wrote",
      hint: "write it anew: sluice plan FILE --out \(file)")
    guard let read = try? JSONDecoder().decode(File.self, from: Data(bytes)), read.format == Self.format,
      read.credits.most >= 0
    else { throw problem }
    self.init(pipeline: read.pipeline, destination: read.destination, most: read.credits.most, allowed: [:])
    for line in read.buy {
      let fields = line.dropFirst().compactMap(ContactField.init(rawValue:))
      guard let hex = line.first, let key = UInt128(hex, radix: 16), !fields.isEmpty, fields.count == line.count - 1
      else { throw problem }
      allowed[key] = Set(fields)
    }
  }

  /// Why a run of a pipeline cannot be bound to this plan; nil where it can.
  func mismatch(pipeline: String, destination: String) -> Diagnostic? {
    if pipeline == self.pipeline && destination == self.destination { return nil }
    return Diagnostic(
      code: "other_plan",
      "the plan is for pipeline `\(self.pipeline)` at \(self.destination), this is `\(pipeline)` at \(destination)",
      hint: "make a plan of this pipeline: sluice plan FILE --out plan.json")
  }

  private static func hex(_ key: UInt128) -> String {
    let digits = String(key, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
