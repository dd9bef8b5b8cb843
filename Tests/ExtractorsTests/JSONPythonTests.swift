import Extractors
import Foundation
import PipelineModel
import PipelineTesting
import Testing

/// What Python's `json` makes of a line.
private struct Opinion: Decodable {
  var isSound: Bool
  /// The leaves of an object by dotted names, as they are written; nil where it is none.
  var leaves: [String: String]?
}

@Suite struct JSONPythonTests {
  private static let program = """
    import json, sys
    class Written(str): pass
    def refuse(text): raise ValueError(text)
    def leaves(value, name, out):
        for key, inner in value.items():
            path = name + key
            if isinstance(inner, dict) and inner: leaves(inner, path + '.', out)
            elif isinstance(inner, dict): out[path] = '{}'
            elif isinstance(inner, list): out[path] = '['
            elif inner is None: out[path] = ''
            elif isinstance(inner, bool): out[path] = 'true' if inner else 'false'
            else: out[path] = inner
        return out
    def opinion(text):
        try:
            value = json.loads(text, parse_int=Written, parse_float=Written, parse_constant=refuse)
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return {'isSound': True}
        except ValueError:
            return {'isSound': False}
        return {'isSound': True, 'leaves': leaves(value, '', {}) if isinstance(value, dict) else None}
    texts = json.load(open(sys.argv[1], encoding='utf-8'))
    json.dump([opinion(text) for text in texts], open(sys.argv[2], 'w', encoding='utf-8'))
    """

  /// A value as text; an object's names are those that were not used in it yet.
  private func value(depth: Int, _ generator: inout SplitMix) -> String {
    switch Int.random(in: 0..<(depth > 3 ? 7 : 10), using: &generator) {
    case 0:
      return ["0", "-1", "12.50", "1e5", "-0.0E-7", "123456789012345678901234567890"].randomElement(using: &generator)
        ?? "0"
    case 1: return ["true", "false", "null"].randomElement(using: &generator) ?? "null"
    case 2...6:
      let pieces = [
        "a", "é", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", " ", "{", "]", ":", ",", "\u{7F}",
      ]
      let count = Int.random(in: 0...(depth == 1 ? 40 : 6), using: &generator)
      return "\"" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "a" }.joined() + "\""
    case 7:
      let count = Int.random(in: 0...3, using: &generator)
      return "[" + (0..<count).map { _ in value(depth: depth + 1, &generator) }.joined(separator: ", ") + "]"
    default: return object(depth: depth + 1, &generator)
    }
  }

  private func object(depth: Int, _ generator: inout SplitMix) -> String {
    let names = ["a", "b", "c", "d\\u0065", "é", "long name"].shuffled(using: &generator)
    let members = names.prefix(Int.random(in: 0...4, using: &generator)).map {
      "\"\($0)\":" + ([" ", "", "\t"].randomElement(using: &generator) ?? "") + value(depth: depth, &generator)
    }
    return "{" + members.joined(separator: [",", " , "].randomElement(using: &generator) ?? ",") + "}"
  }

  /// A sound line, or one with a slip.
  private func line(_ generator: inout SplitMix) -> String {
    var text = Array(
      Int.random(in: 0..<9, using: &generator) == 0 ? value(depth: 1, &generator) : object(depth: 1, &generator))
    if Bool.random(using: &generator) { return String(text) }
    for _ in 0..<Int.random(in: 1...2, using: &generator) where !text.isEmpty {
      let place = Int.random(in: 0..<text.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: text.remove(at: place)
      case 1: text.insert(Array("{}[]\",:\\ue0-+.ntf\u{1}é ").randomElement(using: &generator) ?? "\"", at: place)
      default: text.swapAt(place, Int.random(in: 0..<text.count, using: &generator))
      }
    }
    return String(text)
  }

  @Test("what Python reads as an object is read the same, and what it does not read is refused, in any pieces")
  func agrees() throws {
    var generator = SplitMix(seed: 23)
    let lines = (0..<4000).map { _ in line(&generator) }.filter { !$0.allSatisfy(\.isWhitespace) && !$0.contains("\n") }
    let opinions: [Opinion] = try Python.opinions(of: Self.program, on: lines)
    let contract = ExtractorContract(JSONLinesExtractor.self, options: ComponentOptions(["encoding": .text("utf-8")]))
    var (objects, refused) = (0, 0)
    for (line, opinion) in zip(lines, opinions) {
      let bytes = Array((line + "\n").utf8)
      let whole = contract.read(bytes)
      let largest = Int.random(in: 1...9, using: &generator)
      #expect(contract.read(bytes, chunk: { Int.random(in: 1...largest, using: &generator) }) == whole, "\(line)")
      // Python lets these pass: half a surrogate pair, and two objects of one name.
      let code = whole.refused.first?.code
      if code == .loneSurrogate || code == .duplicateName && opinion.isSound {
        continue
      }
      if let leaves = opinion.leaves {
        objects += 1
        let values = whole.records.first?.values(whole.columns).mapValues { $0.hasPrefix("[") ? "[" : $0 }
        #expect(values == leaves.mapValues { $0.hasPrefix("[") ? "[" : $0 }, "\(line)")
      } else {
        refused += 1
        #expect(whole.records.isEmpty, "\(line)")
        #expect(whole.refused.map(\.code) == [opinion.isSound ? .notAnObject : .malformedJSON], "\(line)")
      }
    }
    #expect(objects > 1000 && refused > 500)
  }
}
