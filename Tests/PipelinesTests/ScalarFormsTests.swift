import PipelineModel
import Testing

@testable import Pipelines

@Test(
  "durations are whole numbers with a unit",
  arguments: [
    ("50ms", .milliseconds(50)), ("4s", .seconds(4)), ("30m", .seconds(1800)), ("12h", .seconds(43200)),
    ("180d", .seconds(15_552_000)), ("0s", .zero), ("36525d", .seconds(3_155_760_000)), ("36526d", nil), ("4", nil),
    ("s", nil), ("1.5s", nil), ("-1s", nil), ("4 s", nil), ("4S", nil), ("1m30s", nil), ("", nil), ("٤s", nil),
    ("9223372036854775807h", nil),
  ] as [(String, Duration?)])
func durations(text: String, value: Duration?) { #expect(duration(text) == value) }

@Test(
  "whole numbers may have a sign, and _ between digits",
  arguments: [
    ("0", 0), ("1_000", 1000), ("-5", -5), ("+5", 5), ("007", 7), ("9223372036854775807", .max), ("", nil), ("-", nil),
    ("_1", nil), ("1_", nil), ("--1", nil), ("+-1", nil), ("1.0", nil), ("0x10", nil), ("1e3", nil), ("٣", nil),
    ("9223372036854775808", nil), (" 1", nil),
  ] as [(String, Int?)])
func wholeNumbers(text: String, value: Int?) { #expect(wholeNumber(text) == value) }

@Test(
  "a misspelt word is taken for the nearest one, or for none",
  arguments: [
    ("feilds", "fields"), ("Fields", "fields"), ("FIELD", "fields"), ("record-limit", "record_limit"),
    ("recordLimit", "record_limit"), ("dailect", "dialect"), ("path", "path"), ("pth", "path"), ("colour", nil),
    ("", nil), ("x", nil), ("dialects", "dialect"), ("dialectics", nil),
  ] as [(String, String?)])
func suggestions(word: String, meant: String?) {
  #expect(suggestion(for: word, among: ["path", "fields", "dialect", "record_limit"]) == meant)
}
