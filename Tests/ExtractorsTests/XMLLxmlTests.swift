import Extractors
import Foundation
import PipelineModel
import PipelineTesting
import Testing

/// What lxml makes of a document: the records' fields, or nil where it is not well-formed.
private struct Opinion: Decodable {
  var records: [[String: String]]?
}

@Suite struct XMLLxmlTests {
  private static let program = """
    import json, sys
    from lxml import etree
    def fields(element, name, out):
        for key, value in element.attrib.items(): out.setdefault(name + '@' + key, []).append(value)
        children = [child for child in element if isinstance(child.tag, str)]
        text = (element.text or '') + ''.join(child.tail or '' for child in element)
        if text.strip(' \\t\\r\\n') if children or not name else text:
            out.setdefault(name[:-1] if name else '#text', []).append(text)
        for child in children: fields(child, name + child.tag + '.', out)
        return out
    def opinion(text):
        try:
            root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return {}
        records = root.findall('r') if root.tag == 'l' else []
        return {'records': [{k: '; '.join(v) for k, v in fields(r, '', {}).items()} for r in records]}
    texts = json.load(open(sys.argv[1], encoding='utf-8'))
    json.dump([opinion(text) for text in texts], open(sys.argv[2], 'w', encoding='utf-8'))
    """

  private func text(_ generator: inout SplitMix) -> String {
    let pieces = [
      "a", "é", "😀", "&amp;", "&lt;", "&#233;", "&#x1F600;", "<![CDATA[<x>&]]>", "<!-- c -->", "<?p i?>", "x y", "]",
    ]
    return (0..<Int.random(in: 0...4, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "a" }
      .joined()
  }

  private func element(_ name: String, depth: Int, _ generator: inout SplitMix) -> String {
    var out = "<\(name)"
    for key in ["k", "m"] where Int.random(in: 0..<4, using: &generator) == 0 { out += " \(key)=\"v&quot;\(depth)\"" }
    if Int.random(in: 0..<6, using: &generator) == 0 { return out + "/>" }
    out += ">"
    if depth < 3 && Bool.random(using: &generator) {
      let names = ["a", "b", "c"]
      let children = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        element(names.randomElement(using: &generator) ?? "a", depth: depth + 1, &generator)
      }
      let gap = ["", "\n  "].randomElement(using: &generator) ?? ""
      out += gap + children.joined(separator: gap) + gap
    } else {
      out += text(&generator)
    }
    return out + "</\(name)>"
  }

  private func document(_ generator: inout SplitMix) -> String {
    let records = (0..<Int.random(in: 0...3, using: &generator)).map { _ in element("r", depth: 1, &generator) }
    var text = Array("<?xml version=\"1.0\"?>\n<l>" + records.joined(separator: "\n") + "</l>\n")
    if Int.random(in: 0..<3, using: &generator) != 0 { return String(text) }
    let place = Int.random(in: 22..<text.count, using: &generator)
    if Bool.random(using: &generator) { text.remove(at: place) } else { text.insert("<", at: place) }
    return String(text)
  }

  @Test("what lxml reads is read the same, and what is not well-formed for it ends the source, in any pieces")
  func agrees() throws {
    var generator = SplitMix(seed: 29)
    let texts = (0..<1500).map { _ in document(&generator) }
    let opinions: [Opinion] = try Python.opinions(of: Self.program, on: texts)
    let contract = ExtractorContract(XMLExtractor.self, options: ComponentOptions(["record": .text("/l/r")]))
    var (read, broken) = (0, 0)
    for (text, opinion) in zip(texts, opinions) {
      let whole = contract.read(Array(text.utf8))
      let largest = Int.random(in: 1...9, using: &generator)
      let pieces = contract.read(Array(text.utf8), chunk: { Int.random(in: 1...largest, using: &generator) })
      #expect(pieces == whole, "\(text)")
      if let records = opinion.records {
        read += records.count
        #expect(whole.error == nil, "\(text)")
        let values = whole.records.map { $0.values(whole.columns).filter { !$0.value.isEmpty } }
        #expect(values == records.map { $0.filter { !$0.value.isEmpty } }, "\(text)")
      } else {
        broken += 1
        #expect(whole.error != nil, "\(text)")
      }
    }
    #expect(read > 1000 && broken > 100)
  }
}
