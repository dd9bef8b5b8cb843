import Foundation
import PipelineModel
import Testing

@testable import Sandbox

@Suite("Faults files that are wrong are refused at the start") struct FaultFileTests {
  @Test(
    "with the place, what was found, what is expected and what may have been meant",
    arguments: [
      ("", "f.yaml: the file: expected a map with `faults`, found nothing"),
      ("# nothing\n", "f.yaml: the file: expected a map with `faults`, found nothing"),
      ("[]", "f.yaml:1:1: the file: expected a map with `faults`, found a list"),
      ("fautls: []", "f.yaml:1:1: unknown key `fautls`\n  hint: did you mean `faults`?"),
      ("x: 1", "f.yaml:1:1: unknown key `x`\n  hint: the keys are `seed`, `webhook_retry` and `faults`"),
      ("faults: {}", "f.yaml:1:9: `faults`: expected a list of rules, found a map"),
      ("faults:", "f.yaml:1:8: `faults`: expected a list of rules, found nothing"),
      ("seed: -1\nfaults: []", "f.yaml:1:7: `seed`: expected a whole number of at least 0, found `-1`"),
      (
        "webhook_retry: 50",
        "f.yaml:1:16: `webhook_retry`: expected a duration such as `50ms`, found `50`\n"
          + "  hint: the units are `ms`, `s`, `m`, `h` and `d`"
      ),
      ("faults: [a]", "f.yaml:1:10: a rule: expected a map, found `a`"),
      (
        "faults:\n  - {at: 1}",
        "f.yaml:2:5: a rule: expected `on`, found none\n"
          + "  hint: `on` is one of `connection`, `submit`, `job`, `credits` or `webhook`"
      ),
      (
        "faults:\n  - {on: submti}",
        "f.yaml:2:10: `on`: expected one of `connection`, `submit`, `job`, `credits` or `webhook`, found `submti`\n"
          + "  hint: did you mean `submit`?"
      ),
      (
        "faults:\n  - on: submit\n    stauts: 500",
        "f.yaml:3:5: unknown key `stauts` in a rule on `submit`\n  hint: did you mean `status`?"
      ),
      (
        "faults: [{on: webhook, status: 500}]",
        "f.yaml:1:24: unknown key `status` in a rule on `webhook`\n"
          + "  hint: the keys are `on`, `at`, `every`, `chance`, `deliver`, `wrong_path` and `delay`"
      ),
      ("faults: [{on: webhook, reused: true, delay: 1s}]", "f.yaml:1:24: unknown key `reused` in a rule on `webhook`"),
      (
        "faults: [{on: connection, at: 1}]",
        "f.yaml:1:10: a rule on `connection`: expected something to go wrong, found nothing\n"
          + "  hint: what can go wrong there: `close`"
      ),
      (
        "faults: [{on: submit, at: 0, job: failed}]",
        "f.yaml:1:27: `at`: expected a number from 1, or a range such as `2-5` or `7-`, found `0`"
      ),
      (
        "faults: [{on: submit, at: [1, 5-3], job: failed}]",
        "f.yaml:1:31: `at`: expected a number from 1, or a range such as `2-5` or `7-`, found `5-3`"
      ),
      ("faults: [{on: submit, at: [], job: failed}]", "f.yaml:1:27: `at`: expected at least one number, found a list"),
      (
        "faults: [{on: submit, every: 0, job: failed}]",
        "f.yaml:1:30: `every`: expected a whole number of at least 1, found `0`"
      ),
      (
        "faults: [{on: submit, chance: 1, job: failed}]",
        "f.yaml:1:31: `chance`: expected a share such as `10%` or `0.1`, found `1`"
      ),
      (
        "faults: [{on: submit, chance: 101%, job: failed}]",
        "f.yaml:1:31: `chance`: expected a share such as `10%` or `0.1`, found `101%`"
      ),
      (
        "faults: [{on: submit, chance: nan%, job: failed}]",
        "f.yaml:1:31: `chance`: expected a share such as `10%` or `0.1`, found `nan%`"
      ),
      (
        "faults: [{on: submit, reused: yes, job: failed}]",
        "f.yaml:1:31: `reused`: expected `true` or `false`, found `yes`"
      ),
      (
        "faults: [{on: submit, close: orderly}]",
        "f.yaml:1:30: `close`: expected one of `reset`, `before_body` or `after_body`, found `orderly`"
      ),
      (
        "faults: [{on: job, close: before_body}]",
        "f.yaml:1:27: `close`: expected one of `reset` or `orderly`, found `before_body`"
      ),
      (
        "faults: [{on: submit, status: 100}]",
        "f.yaml:1:31: `status`: expected a whole number from 200 to 599, found `100`"
      ),
      (
        "faults: [{on: submit, status: 204}]",
        "f.yaml:1:31: `status`: expected a status whose answer has a body, found `204`"
      ),
      ("faults: [{on: submit, billed: true}]", "f.yaml:1:23: `billed` means nothing without `status`"),
      ("faults: [{on: submit, retry_after: 1}]", "f.yaml:1:23: `retry_after` means nothing without `status`"),
      (
        "faults: [{on: submit, status: 429, retry_after: 2s}]",
        "f.yaml:1:49: `retry_after`: expected a whole number from 0 to 1000000, found `2s`"
      ),
      ("faults: [{on: submit, pause: 1s, job: failed}]", "f.yaml:1:23: `pause` means nothing without `answer`"),
      (
        "faults: [{on: submit, unprocessed: named, job: failed}]",
        "f.yaml:1:23: `unprocessed` means nothing without `take`"
      ),
      ("faults: [{on: submit, take: 0}]", "f.yaml:1:29: `take`: expected a whole number from 1 to 1000, found `0`"),
      (
        "faults: [{on: job, answer: without_id}]",
        "f.yaml:1:28: `answer`: expected one of `none`, `drip`, `truncated` or `garbage`, found `without_id`"
      ),
      (
        "faults: [{on: submit, job: faild}]",
        "f.yaml:1:28: `job`: expected one of `failed`, `stuck` or `forgotten`, found `faild`\n  hint: did you mean `failed`?"
      ),
      (
        "faults: [{on: submit, close: reset, status: 500}]",
        "f.yaml:1:37: `close` and `status` cannot happen together\n"
          + "  hint: take one of them out, or write two rules"
      ),
      (
        "faults: [{on: webhook, wrong_path: then_right, deliver: lost}]",
        "f.yaml:1:24: `deliver` and `wrong_path` cannot happen together\n  hint: take one of them out, or write two rules"
      ),
      (
        "faults: [{on: submit, status: 429, retry_after: 1, retry_after_date: 1}]",
        "f.yaml:1:52: `retry_after` and `retry_after_date` cannot happen together\n  hint: take one of them out, or write two rules"
      ),
      ("faults: [{on: submit, results: 1}]", "f.yaml:1:32: `results`: expected a map, found `1`"),
      (
        "faults: [{on: submit, results: {mising: 1}}]",
        "f.yaml:1:33: unknown key `mising`\n  hint: did you mean `missing`?"
      ),
      (
        "faults: [{on: submit, results: {values: list}}]",
        "f.yaml:1:41: `values`: expected one of `text`, `array` or `object`, found `list`"
      ),
      ("faults: []\nfaults: []", "f.yaml:1:1: duplicate key `faults`"),
      ("faults: [{on: \"ü\", {", "f.yaml:2:1: this is not YAML: did not find expected node content"),
      ("faults: [{on: submit, \"ü\": 1, zz: 1}]", "f.yaml:1:23: unknown key `ü` in a rule on `submit`"),
      // Columns are counted in bytes.
      (
        "faults: [{on: submit, job: \"ü\", at: x}]",
        "f.yaml:1:38: `at`: expected a number from 1, or a range such as `2-5` or `7-`, found `x`"
      ),
      (
        "faults: [{on: submit, at: [\"ü\", 1], job: failed}]",
        "f.yaml:1:28: `at`: expected a number from 1, or a range such as `2-5` or `7-`, found `ü`"
      ),
    ])
  func refused(yaml: String, message: String) {
    do {
      _ = try FaultPlan(yaml: yaml, file: "f.yaml")
      Issue.record("it was taken")
    } catch {
      #expect(error.description.hasPrefix(message), "\(error.description)")
      #expect(error.diagnostic.code == "faults_file")
    }
  }

  @Test("a file that is not there, not UTF-8 or far too large is named")
  func files() throws {
    let folder = NSTemporaryDirectory() + "sluice-faults-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/faults.yaml"
    func message(_ path: String) -> String? {
      do { _ = try FaultPlan(file: path) } catch { return error.description }
      return nil
    }
    try Data("faults: [{on: submit, job: stuck}]".utf8).write(to: URL(fileURLWithPath: path))
    #expect(message(path) == nil)
    #expect(
      message(folder + "/fault.yaml")
        == "\(folder)/fault.yaml: cannot open: No such file or directory\n  hint: did you mean \(path)?")
    try Data([0x61, 0xFF]).write(to: URL(fileURLWithPath: path))
    #expect(message(path) == "\(path): the file is not valid UTF-8\n  hint: save the file as UTF-8")
    try Data(repeating: 0x23, count: 1 << 20 | 1).write(to: URL(fileURLWithPath: path))
    #expect(
      message(path)
        == "\(path): the file is larger than 1048576 bytes, the limit of a faults file\n  hint: is this a faults file?")
  }
}
