// An open loop: requests leave at a fixed rate, whether replies come or not, and a reply's time counts from when its request
// was to leave. So a server that stands still is charged for everything that had to wait (no coordinated omission).

#include "load.h"

#include <stdio.h>

static uint64_t replies;

static void received(Connection *c, size_t length) {
  (void)length;
  uint64_t planned = take_request(c);
  if (!planned) return;
  add_latency(now() - planned);
  replies++;
}

void measure_rate(void) {
  Connection *all = open_connections(options.connections, options.path);
  uint64_t start = now(), warm = start + options.warmup * 1e9, end = warm + options.seconds * 1e9, time;
  uint64_t sent = 0, sent_before = 0, is_warm = 0;
  double step = 1e9 / options.rate, server = 0;
  while ((time = now()) < end) {
    if (!is_warm && time >= warm) {
      is_warm = 1;
      server = server_cpu();
      replies = 0;
      sent_before = sent;
      clear_latencies();
    }
    for (uint64_t due; (due = start + sent * step) <= time; sent++) {
      Connection *c = &all[sent % options.connections];
      queue_request(c, due);
      flush(c);
    }
    uint64_t next = start + sent * step;
    time = now();
    poll_connections(next > time ? next - time : 0, received);
  }
  server = server_cpu() - server;
  // Those under way at the end count too: leaving them out would leave out the slowest.
  for (uint64_t until = now() + 2000000000ull; replies < sent - sent_before && now() < until;)
    poll_connections(50000000, received);
  if (!replies) fail("there was no reply");
  printf("requests=%llu replies=%llu rate=%.0f p50_us=%.0f p99_us=%.0f p999_us=%.0f cpu_us_per_reply=%.3f\n",
         (unsigned long long)(sent - sent_before), (unsigned long long)replies,
         (sent - sent_before) / options.seconds, latency(0.5), latency(0.99), latency(0.999), server * 1e6 / replies);
}
