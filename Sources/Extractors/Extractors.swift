package import PipelineModel

/// The registry of extractors: one line each.
package enum Extractors {
  package static let all: [any StreamExtractor.Type] = [
    CSVExtractor.self,
    JSONLinesExtractor.self,
    JSONExtractor.self,
    XMLExtractor.self,
    RejectsExtractor.self,
    XLSXExtractor.self,
    SingerExtractor.self,
  ]
}
