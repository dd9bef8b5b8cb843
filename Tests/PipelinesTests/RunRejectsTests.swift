import PipelineModel
import Testing

@testable import Pipelines

@Suite("The rejects of a run")
struct RunRejectsTests {
  private func batch(_ refused: [(RefusedRecord, [UInt8])]) -> RecordBatch {
    var batch = RecordBatch()
    batch.columns = ["id", "na\"me"]
    for (record, raw) in refused { batch.refuse(record, raw: raw.span) }
    return batch
  }

  private func position(_ number: UInt64) -> RecordPosition {
    RecordPosition(offset: 0, line: number + 10, number: number)
  }

  @Test("say where, why and what, each value in quotes")
  func content() throws {
    let folder = try RunFolder()
    var rejects = RejectsFile(path: folder.path + "/r.csv")
    try rejects.append(
      batch([
        (RefusedRecord(code: .raggedRow, position: position(1), found: 3, expected: 2), Array("1,\"a\",b\r\n".utf8)),
        (RefusedRecord(code: .invalidUTF8, position: position(2), field: 1), [0x31, 0x2C, 0xFF]),
      ]), file: "in/a \"b\".csv")
    try rejects.append(batch([]), file: "none.csv")
    try rejects.append(
      batch([(RefusedRecord(code: .invalidUTF8, position: position(3), field: 7), [])]), file: "c.csv")
    #expect(rejects.count == 3)
    try rejects.synchronize()
    #expect(try !folder.names().contains("r.csv"))
    try rejects.commit()
    #expect(
      try folder.text("r.csv")
        == "file,line,byte,record,code,field,reason,raw,source\n"
        + "\"in/a \"\"b\"\".csv\",\"11\",\"0\",\"1\",\"ragged_row\",\"\",\"row has 3 fields, the header has 2\",\"1,\"\"a\"\",b\",\"\"\n"
        + "\"in/a \"\"b\"\".csv\",\"12\",\"0\",\"2\",\"invalid_utf8\",\"na\"\"me\",\"field is not valid UTF-8\",\"base64:MSz/\",\"\"\n"
        + "\"c.csv\",\"13\",\"0\",\"3\",\"invalid_utf8\",\"8\",\"field is not valid UTF-8\",\"\",\"\"\n")
    #expect(try folder.names() == ["r.csv"])
  }

  @Test(
    "are no file where there are none, and an earlier run's goes away, but nobody else's",
    arguments: [("file,line,record,code,field,reason,raw\n\"a\"", false), ("file,line\n", true), ("", true)])
  func none(before: String, stays: Bool) throws {
    let folder = try RunFolder()
    try folder.write("r.csv", before)
    var rejects = RejectsFile(path: folder.path + "/r.csv")
    try rejects.append(batch([]), file: "a.csv")
    #expect(try folder.names() == ["r.csv"])
    try rejects.commit()
    #expect(try folder.names() == (stays ? ["r.csv"] : []))
  }

  @Test("that were never committed leave no file")
  func abandoned() throws {
    let folder = try RunFolder()
    do {
      var rejects = RejectsFile(path: folder.path + "/r.csv")
      try rejects.append(batch([(RefusedRecord(code: .tooDeep, position: position(1)), [1])]), file: "a.csv")
    }
    #expect(try folder.names() == [])
  }
}
