internal import GRDB
internal import PipelineModel

extension SQLiteLedger {
  package func people(forKeys keys: [UInt128]) throws -> [UInt128: String] {
    try read { db in
      var people: [UInt128: String] = [:]
      let statement = try db.cachedStatement(
        sql: """
          \(PackedKeys.indices)
          SELECT i, person FROM n CROSS JOIN person_key ON key = substr(:keys, 1 + 16 * i, 16)
          """)
      try forEachChunk(of: keys) { chunk, packed in
        let rows = try Row.fetchCursor(statement, arguments: ["count": packed.count, "keys": packed.data])
        while let row = try rows.next() { people[chunk[chunk.startIndex + (row[0] as Int)]] = row[1] }
      }
      return people
    }
  }

  @discardableResult
  package func remember(_ people: [(id: String, keys: [UInt128])]) throws -> [Int: Set<String>] {
    // Ascending, so that neighbours share pages; of two people with one key the first keeps it.
    let ids = people.map(\.id).sorted()
    let keys = people.indices.flatMap { person in people[person].keys.map { (key: $0, person: person) } }
      .sorted { ($0.key, $0.person) < ($1.key, $1.person) }
    return try write { db in
      var owners: [Int: Set<String>] = [:]
      let insertPeople = try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO person(id) SELECT value FROM json_each(?)")
      for start in stride(from: 0, to: ids.count, by: PackedKeys.chunk) {
        try insertPeople.execute(arguments: [jsonArray(Array(ids[start..<min(start + PackedKeys.chunk, ids.count)]))])
      }
      let insertKeys = try db.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO person_key(key, person)
          SELECT substr(?1, 1 + 16 * owner.key, 16), owner.value FROM json_each(?2) AS owner
          """)
      for start in stride(from: 0, to: keys.count, by: PackedKeys.chunk) {
        let chunk = keys[start..<min(start + PackedKeys.chunk, keys.count)]
        try insertKeys.execute(arguments: [
          PackedKeys(chunk.map(\.key)).data, jsonArray(chunk.map { people[$0.person].id }),
        ])
        if db.changesCount == chunk.count { continue }
        for (key, person) in chunk {
          let owner = try String.fetchOne(
            db.cachedStatement(sql: "SELECT person FROM person_key WHERE key = ?"), arguments: [PackedKeys.blob(key)])
          if let owner, owner != people[person].id { owners[person, default: []].insert(owner) }
        }
      }
      return owners
    }
  }
}
