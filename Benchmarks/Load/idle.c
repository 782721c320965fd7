// Connections that do nothing: the server's memory for each, as they were opened and after each has had one reply.

#include "load.h"

#include <stdio.h>

static uint64_t replies;

static void received(Connection *c, size_t length) {
  (void)length;
  if (take_request(c)) replies++;
}

// Takes what comes until nothing came for so long.
static void settle(double seconds) {
  while (poll_connections(seconds * 1e9, received)) {}
}

void measure_idle(void) {
  double before = server_memory();
  Connection *all = open_connections(options.connections, options.path);
  settle(0.5);
  double opened = server_memory();
  for (int i = 0; i < options.connections; i++) {
    queue_request(&all[i], now());
    flush(&all[i]);
    if (i % 64 == 0) poll_connections(0, received);
  }
  settle(0.5);
  double used = server_memory();
  if (replies != (uint64_t)options.connections) fail("not every connection had a reply");
  printf("connections=%d bytes_per_connection=%.0f bytes_after_use=%.0f\n", options.connections,
         (opened - before) / options.connections, (used - before) / options.connections);
}
