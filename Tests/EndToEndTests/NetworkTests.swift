import Foundation
import Testing

/// A run behind what data teams sit behind: TLS with an authority of their own, and a proxy.
@Suite("behind TLS and a proxy")
struct NetworkTests {
  private static let peers = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "TransportTests/Peers").path

  private static let people = "first_name,last_name,company\nAda,Byron,Engines\nGrace,Hopper,Navy\n"

  private func pipeline(_ options: String) -> String {
    """
    name: net
    extract: [{csv: in.csv}]
    load:
      precept: {token: "${TOKEN}", \(options)}
      results: {poll: 20ms}
      retry_for: 0ms
    output: [{csv: out.csv}]
    """
  }

  private func place() throws -> Place {
    let place = try Place(environment: ["TOKEN": "sandbox"])
    try place.write(Self.people, to: "in.csv")
    return place
  }

  @Test("with `ca_file` a run goes through TLS; without it nothing is sent, and it says why", .timeLimit(.minutes(2)))
  func tls() async throws {
    let place = try place()
    let sandbox = try await SandboxProcess(in: place)
    let port = try #require(sandbox.url.split(separator: ":").last)
    try place.write(pipeline("base_url: \"https://127.0.0.1:TLS\""), to: "without.in")
    try place.write(pipeline("base_url: \"https://127.0.0.1:TLS\", ca_file: certs/ca.pem"), to: "with.in")
    let sluice = try Sluice.binary().path
    let result = try await Sluice.shell(
      """
      set -e
      mkdir certs && bash '\(Self.peers)/certificates.sh' certs
      python3 '\(Self.peers)/tls_terminator.py' certs/server.pem certs/server.key \(port) > tls.port & tls=$!
      trap "kill $tls" EXIT
      until [ -s tls.port ]; do kill -0 $tls; done
      for name in without with; do sed "s/TLS/$(head -1 tls.port)/" $name.in > $name.yaml; done
      code=0; '\(sluice)' run without.yaml || code=$?
      echo "without: $code"
      '\(sluice)' run with.yaml
      """, in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
    #expect(result.out.contains("without: 75"))
    #expect(result.talk.contains("unable to get local issuer certificate"), "\(result.talk)")
    #expect(result.talk.contains("submitted   2 people"), "\(result.talk)")
    let bill = try await sandbox.bill()
    #expect(bill.count { $0.field == "base" } == 2 && bill.allSatisfy { $0.times == 1 })
  }

  @Test(
    "with `proxy` every request goes through it, and a proxy that is not there sends nothing", .timeLimit(.minutes(2)))
  func proxy() async throws {
    let place = try place()
    let sandbox = try await SandboxProcess(in: place)
    try place.write(pipeline("base_url: \"\(sandbox.url)\", proxy: \"${PROXY}\""), to: "p.yaml")
    let sluice = try Sluice.binary().path
    let result = try await Sluice.shell(
      """
      for port in $(shuf -i 20000-30000 -n 5); do
        printf 'Port %s\\nListen 127.0.0.1\\nLogLevel Connect\\nLogFile "proxy.log"\\n' $port > proxy.conf
        tinyproxy -d -c proxy.conf > /dev/null & proxy=$!
        while kill -0 $proxy 2> /dev/null; do
          if (exec 3<> /dev/tcp/127.0.0.1/$port) 2> /dev/null; then break 2; fi
        done
      done
      code=0; PROXY=http://user:s3cret@127.0.0.1:1 '\(sluice)' run p.yaml || code=$?
      echo "nobody there: $code"
      PROXY=http://127.0.0.1:$port '\(sluice)' run p.yaml; code=$?
      kill $proxy; wait $proxy
      exit $code
      """, in: place)
    #expect(result.exitCode == 0, "\(result.talk)")
    #expect(result.out.contains("nobody there: 75"), "\(result.talk)")
    #expect(!result.talk.contains("s3cret"))
    #expect(result.talk.contains("submitted   2 people"), "\(result.talk)")
    #expect(try #require(place.text("proxy.log")).contains("CONNECT 127.0.0.1"), "the proxy saw it")
    #expect(try await sandbox.bill().allSatisfy { $0.times == 1 })
  }
}
