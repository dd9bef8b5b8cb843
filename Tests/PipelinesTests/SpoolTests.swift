import Foundation
import PipelineModel
import PipelineTesting
import Testing

@testable import Pipelines

@Suite("The spool")
struct SpoolTests {
  /// A batch of anything that stages may make: fields of every kind and in any order, values borrowed, owned or none.
  private func randomBatch(_ generator: inout SplitMix) -> LeadBatch {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    var records = RecordBatch()
    // Now and then so large that places take three bytes.
    records.bytes = (0..<number(0...3) * number(1...3) * (number(0...9) == 0 ? 9000 : 20)).map { UInt8($0 & 0xFF) }
    let end = records.bytes.count
    for _ in 0..<number(0...12) {
      for _ in 0..<number(0...5) {
        let start = number(0...end)
        let kind: FieldKind = [.text, .text, .text, .literal, .nested, .null, .absent][number(0...6)]
        let slice = FieldSlice(start: UInt32(start), end: UInt32(number(start...end)), kind: kind)
        records.fields.append(kind == .absent ? .absent : slice)
      }
      records.recordEnds.append(UInt32(records.fields.count))
    }
    var batch = LeadBatch(
      records: records, mapping: LeadField.allCases.map { _ in number(0...2) == 0 ? number(0...5) : nil })
    for field in LeadField.allCases where number(0...2) == 0 {
      for record in 0..<batch.count {
        switch number(0...3) {
        case 0: batch.set(field, record: record, to: Array("x\(number(0...999_999))".utf8).span)
        case 1: batch.set(field, record: record, to: .empty)
        case 2:
          let start = number(0...end)
          batch.set(field, record: record, to: .borrowed(UInt32(start), UInt32(number(start...end))))
        default: break
        }
      }
    }
    batch.flags = (0..<batch.count).map { _ in LeadFlags(rawValue: UInt8(number(0...3))) }
    return batch
  }

  @Test("gives batches back as they were", arguments: 1...200 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let batch = randomBatch(&generator)
    let places = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
      Int.random(in: 0...100_000, using: &generator)
    }
    let (decoded, decodedPlaces) = SpoolCodec.decode(
      Array(SpoolCodec.encode(batch, places: places).joined()))
    #expect(decodedPlaces == places)
    #expect(fields(of: decoded) == fields(of: batch))
    #expect(decoded.records.recordEnds == batch.records.recordEnds)
    #expect(decoded.flags == batch.flags)
    #expect(values(of: decoded) == values(of: batch))
    #expect(decoded.count == batch.count)
  }

  /// The bytes and the kind of every source field, wherever the batch keeps them.
  private func fields(of batch: LeadBatch) -> [[UInt8]] {
    batch.records.fields.map { [$0.kind.rawValue] + batch.records.bytes[Int($0.start)..<Int($0.end)] }
  }

  /// The bytes of every lead value, with whether they are the source's own.
  private func values(of batch: LeadBatch) -> [[[UInt8]]] {
    batch.columns.map { column in
      column.map { [$0.isBorrowed ? 1 : 0] + ($0.isBorrowed ? batch.records.bytes : batch.owned)[$0.range] }
    }
  }

  @Test("gives a batch of nothing back")
  func nothing() {
    let empty = LeadBatch(records: RecordBatch(), mapping: Array(repeating: nil, count: LeadField.count))
    let (decoded, places) = SpoolCodec.decode(Array(SpoolCodec.encode(empty, places: []).joined()))
    #expect(decoded.count == 0 && places.isEmpty && decoded.columns == empty.columns)
  }

  @Test(
    "keeps numbers of any size",
    arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 31, 1 << 48, 1 << 60])
  func numbers(number: Int) {
    var out = SpoolBytes()
    out.append(number)
    out.append(signed: number, tag: true)
    out.append(signed: -number, tag: false)
    var input = SpoolReader(bytes: out.bytes)
    #expect(input.number() == number)
    let positive = input.signed()
    #expect(positive.number == number && positive.tag)
    let negative = input.signed()
    #expect(negative.number == -number && !negative.tag)
  }

  @Test("finds each batch and its rows again, in any order, and leaves nothing behind")
  func file() throws {
    let folder = try RunFolder()
    var spool = try Spool(folder: folder.path)
    let batches: [(bytes: [UInt8], rows: Int)] = [
      ([1, 2, 3], 5), ([], 0), ([4], 1), (Array(repeating: 9, count: 100_000), 7),
    ]
    for batch in batches {
      try spool.append([Array(batch.bytes.prefix(2)), Array(batch.bytes.dropFirst(2))], rows: batch.rows)
    }
    #expect(spool.count == 4)
    for index in [3, 0, 2, 1, 3] { #expect(try spool.read(index) == batches[index].bytes) }
    #expect((0..<4).map { spool.rows(ofBatch: $0) } == [0..<5, 5..<5, 5..<6, 6..<13])
    #expect(try folder.names() == [])
    // Taking a batch for the last time leaves the others as they are.
    #expect(try spool.take(3) == batches[3].bytes)
    #expect(try spool.take(0) == batches[0].bytes)
    for index in [1, 2] { #expect(try spool.take(index) == batches[index].bytes) }
  }
}
