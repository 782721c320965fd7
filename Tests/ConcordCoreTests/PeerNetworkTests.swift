import ConcordCore
import Testing

@Suite struct PeerNetworkTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:201", "192.0.2.1"),
    ("2001:db8::1", "2001:db8:0:0::/64"), ("2001:DB8:0:0:ffff::2", "2001:db8:0:0::/64"),
    ("2001:db8:0:1::1", "2001:db8:0:1::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("::1", "0:0:0:0::/64"),
    ("nowhere", "nowhere"), ("", ""),
  ]) func addressesOfOneSubscriberAreOne(host: String, expected: String) {
    #expect(PeerNetwork(host).description == expected)
  }
}
