internal import Foundation
package import PipelineModel

extension Prices {
  /// The latest prices that were read off the vendor's page, from `prices.json` beside this file; a pipeline's `prices:`
  /// goes before them. Nil only if that file were not what it should be, which a test rules out.
  package static let standard: Prices? = try? JSONDecoder().decode(
    Prices.self, from: Data(PackageResources.prices_json))
}
