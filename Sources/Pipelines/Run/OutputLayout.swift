internal import PipelineModel

extension AddedColumn {
  /// The columns a pipeline adds.
  static func added(identifies: Bool, loads: Bool) -> [AddedColumn] {
    if loads { return allCases }
    return identifies ? [.person] : []
  }

  /// Its place in `OutputBatch.extras`.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Which columns an output has, worked out from what the sources have shown so far.
struct OutputLayout: Sendable {
  /// A column before it is known where a batch keeps it.
  enum Column: Sendable, Equatable {
    /// A place in the column union.
    case source(Int)
    case lead(LeadField)
    case added(AddedColumn)
  }

  /// What `columns:` asks for; nil: the standard columns.
  let chosen: [String]?
  let normalises: Bool
  let added: [AddedColumn]

  /// The place of a column that no batch has.
  private static let nowhere = -1

  /// The columns and their headings, given the union of source columns and the lead fields mapped so far.
  func columns(union: [String], mapped: Set<LeadField>) -> [(name: String, column: Column)] {
    if let chosen {
      return chosen.compactMap { name in
        if let field = LeadField(name: name) { return (name, .lead(field)) }
        if let column = AddedColumn(rawValue: name) {
          // A column that this pipeline does not fill is there, and empty (lint has warned).
          return (name, added.contains(column) ? .added(column) : .source(Self.nowhere))
        }
        guard name.hasPrefix("source.") else { return nil }
        let source = String(name.dropFirst("source.".count))
        // A column that has not shown up yet has no place: it is absent in every row so far.
        return (source, .source(union.firstIndex(of: source) ?? Self.nowhere))
      }
    }
    let clean = normalises ? LeadField.allCases.filter { mapped.contains($0) && !$0.isShownOnRequest } : []
    let own = clean.map { ("clean_" + $0.name, Column.lead($0)) } + added.map { ($0.rawValue, Column.added($0)) }
    let sources = union.enumerated().map { index, name in (heading(ofSource: name), Column.source(index)) }
    return sources + own
  }

  /// A source that is itself an output of Sluice has our headings already: its columns stand beside ours as
  /// `source.NAME`.
  ///
  /// That depends on the name alone and never on what else has shown up, because rows may have been written already; a
  /// source's own `source.NAME` moves on likewise, so that no two columns get one heading.
  private func heading(ofSource name: String) -> String {
    var inner = name[...]
    while inner.hasPrefix("source.") { inner = inner.dropFirst("source.".count) }
    let isClean = normalises && inner.hasPrefix("clean_") && LeadField(name: String(inner.dropFirst(6))) != nil
    return isClean || added.contains { $0.rawValue == inner } ? "source." + name : name
  }

  /// The columns as a batch holds them; `places` are the places of the batch's columns in the union.
  static func resolve(_ columns: [(name: String, column: Column)], places: [Int]) -> [OutputColumn] {
    var byPlace: [Int: Int] = [:]
    for (index, place) in places.enumerated() { byPlace[place] = index }
    return columns.map { name, column in
      switch column {
      case .source(let place): OutputColumn(name: name, origin: byPlace[place].map { .source($0) } ?? .missing)
      case .lead(let field): OutputColumn(name: name, origin: .lead(field))
      case .added(let added): OutputColumn(name: name, origin: .extra(added.index))
      }
    }
  }
}
