// Times until replies, in bins of a microsecond.

#include "load.h"

#include <string.h>

enum { BINS = 2000000 };

static uint64_t bins[BINS + 1], count;

void clear_latencies(void) {
  memset(bins, 0, sizeof bins);
  count = 0;
}

void add_latency(uint64_t nanoseconds) {
  uint64_t bin = nanoseconds / 1000;
  bins[bin < BINS ? bin : BINS]++;
  count++;
}

double latency(double share) {
  uint64_t wanted = count * share, seen = 0;
  for (int i = 0; i <= BINS; i++)
    if ((seen += bins[i]) > wanted) return i;
  return -1;
}
