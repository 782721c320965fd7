// A closed loop: every connection keeps a fixed number of requests under way and sends the next when a reply comes. The CPU
// time of the server's process per reply is the number to compare servers with on a busy machine.

#include "load.h"

#include <stdio.h>

static uint64_t replies;

static void received(Connection *c, size_t length) {
  (void)length;
  uint64_t sent = take_request(c), time = now();
  if (!sent) return;
  add_latency(time - sent);
  replies++;
  queue_request(c, time);
}

void measure_requests(void) {
  Connection *all = open_connections(options.connections, options.path);
  for (int i = 0; i < options.connections; i++) {
    for (int k = 0; k < options.depth; k++) queue_request(&all[i], now());
    flush(&all[i]);
  }
  uint64_t warm = now() + options.warmup * 1e9, started = 0, end = warm + options.seconds * 1e9, time;
  double server = 0, own = 0;
  while ((time = now()) < end) {
    if (!started && time >= warm) {
      started = time;
      server = server_cpu();
      own = own_cpu();
      replies = 0;
      clear_latencies();
    }
    if (!poll_connections(2000000000, received)) fail("no reply for two seconds");
  }
  double seconds = (time - started) / 1e9;
  server = server_cpu() - server;
  own = own_cpu() - own;
  if (!replies) fail("there was no reply");
  printf("replies=%llu seconds=%.2f per_second=%.0f p50_us=%.0f p99_us=%.0f server_cpu_s=%.2f cpu_us_per_reply=%.3f "
         "own_cpu_us_per_reply=%.3f\n",
         (unsigned long long)replies, seconds, replies / seconds, latency(0.5), latency(0.99), server,
         server * 1e6 / replies, own * 1e6 / replies);
}
