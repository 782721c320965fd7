// One publisher, many subscribers: each message of the publisher is to reach every subscriber. A fixed number of messages is
// under way; the next leaves when one has reached everybody. The CPU time of the server per delivery counts.

#include "load.h"

#include <stdio.h>

static uint64_t deliveries;
static size_t bytes;
static Connection publisher;

static void received(Connection *c, size_t length) {
  if (c == &publisher) return;
  deliveries++;
  bytes = length;
}

void measure_fan_out(void) {
  open_connections(options.connections, options.path);
  open_connection(&publisher, options.publish_path);
  uint64_t warm = now() + options.warmup * 1e9, started = 0, end = warm + options.seconds * 1e9, time;
  uint64_t published = 0, before = 0;
  double server = 0;
  while ((time = now()) < end) {
    if (!started && time >= warm) {
      started = time;
      server = server_cpu();
      before = deliveries;
    }
    for (; published < deliveries / options.connections + options.window; published++) {
      queue_request(&publisher, time);
      // Its own reply, where there is one, is not waited for.
      take_request(&publisher);
    }
    if (publisher.out_count) flush(&publisher);
    if (!poll_connections(2000000000, received)) fail("no event for two seconds");
  }
  server = server_cpu() - server;
  uint64_t count = deliveries - before;
  if (!count) fail("there was no event");
  printf("deliveries=%llu per_second=%.0f bytes=%zu server_cpu_s=%.2f cpu_us_per_delivery=%.3f\n",
         (unsigned long long)count, count / ((time - started) / 1e9), bytes, server, server * 1e6 / count);
}
