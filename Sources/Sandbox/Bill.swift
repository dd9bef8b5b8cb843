/// How often each lead was paid for, and for what.
struct Bill {
  private struct Times {
    var base = 0
    var email = 0
    var phone = 0
  }

  private var times: [String: Times] = [:]

  /// Adds the leads that a job took.
  mutating func add(_ quotes: some Sequence<Quote>) {
    for quote in quotes {
      times[quote.key, default: Times()].base += 1
      if quote.email != nil { times[quote.key]?.email += 1 }
      if quote.phone != nil { times[quote.key]?.phone += 1 }
    }
  }

  /// A JSON array, lead by lead in bytewise order.
  var json: [UInt8] {
    var out: [UInt8] = [UInt8(ascii: "[")]
    for (key, times) in times.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      for (field, count) in [("base", times.base), ("email", times.email), ("phone", times.phone)] where count > 0 {
        if out.count > 1 { out.append(UInt8(ascii: ",")) }
        out += Array(#"{"lead":"#.utf8)
        appendJSON(key, to: &out)
        out += Array(#","field":"\#(field)","times":\#(count)}"#.utf8)
      }
    }
    out.append(UInt8(ascii: "]"))
    return out
  }
}
