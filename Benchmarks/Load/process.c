// What the server's process costs, from proc(5).

#include "load.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

double server_cpu(void) {
  if (!options.pid) return 0;
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", options.pid);
  FILE *file = fopen(path, "r");
  if (!file) fail("the server's process is gone");
  size_t count = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[count] = 0;
  // Fields 14 and 15; the name in field 2 may hold anything.
  unsigned long user = 0, system = 0;
  char *fields = strrchr(text, ')');
  if (fields) sscanf(fields + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  return (user + system) / (double)sysconf(_SC_CLK_TCK);
}

double own_cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double server_memory(void) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", options.pid);
  FILE *file = fopen(path, "r");
  if (!file) fail("the server's memory cannot be read");
  double kibibytes = 0;
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "Pss: %lf kB", &kibibytes) == 1) break;
  fclose(file);
  return kibibytes * 1024;
}
