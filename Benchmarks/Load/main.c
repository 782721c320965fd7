// load-generator: loads a WebSocket server on loopback, in one thread, and says what that cost the server.

#include "load.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
    "usage: load-generator requests|rate|fan-out|idle --port N [options]\n"
    "\n"
    "Sends WebSocket text messages to a server on 127.0.0.1 and counts what comes back.\n"
    "\n"
    "  requests   every connection keeps --depth requests under way\n"
    "  rate       --rate requests in a second over all connections, whether replies come or not\n"
    "  fan-out    one publisher, whose messages reach every connection; --window of them under way\n"
    "  idle       memory per connection: opened, and after one reply each; needs --pid\n"
    "\n"
    "  --path PATH          request target; default /\n"
    "  --publish-path PATH  the publisher's; default the same\n"
    "  --connections C      default 64\n"
    "  --depth D            requests under way on each connection, at most 1024; default 1\n"
    "  --window W           default 1\n"
    "  --rate R             default 10000\n"
    "  --seconds S          how long to measure, at most 60; default 3, after --warmup (0.5)\n"
    "  --bytes B            length of the built-in message of letters; default 256\n"
    "  --message TEXT       the message; @ID@ in it becomes a fresh UUID each time\n"
    "  --file PATH          the message, from a file\n"
    "  --reply TEXT         only messages that contain TEXT count; default: every message\n"
    "  --pid P              the server's process: its CPU time and memory are measured\n"
    "\n"
    "Prints one line of NAME=VALUE.\n";

Options options = {
    .connections = 64, .depth = 1, .window = 1, .seconds = 3, .warmup = 0.5, .rate = 10000, .path = "/"};

static const struct {
  const char *name;
  void (*measure)(void);
} ways[] = {{"requests", measure_requests}, {"rate", measure_rate}, {"fan-out", measure_fan_out}, {"idle", measure_idle}};

void fail(const char *what) {
  fprintf(stderr, "load-generator: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
  exit(1);
}

uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void read_options(int count, char **arguments) {
  static const struct option names[] = {
      {"port", 1, 0, 'p'},   {"path", 1, 0, 'a'},   {"publish-path", 1, 0, 'u'}, {"connections", 1, 0, 'c'},
      {"depth", 1, 0, 'd'},  {"window", 1, 0, 'n'}, {"rate", 1, 0, 'R'},         {"seconds", 1, 0, 's'},
      {"warmup", 1, 0, 'w'}, {"bytes", 1, 0, 'b'},  {"message", 1, 0, 'm'},      {"file", 1, 0, 'f'},
      {"reply", 1, 0, 'r'},  {"pid", 1, 0, 'P'},    {"help", 0, 0, 'h'},         {0}};
  int option;
  while ((option = getopt_long(count, arguments, "h", names, NULL)) != -1) {
    switch (option) {
      case 'p': options.port = atoi(optarg); break;
      case 'a': options.path = optarg; break;
      case 'u': options.publish_path = optarg; break;
      case 'c': options.connections = atoi(optarg); break;
      case 'd': options.depth = atoi(optarg); break;
      case 'n': options.window = atoi(optarg); break;
      case 'R': options.rate = atof(optarg); break;
      case 's': options.seconds = atof(optarg); break;
      case 'w': options.warmup = atof(optarg); break;
      case 'b': set_letters(atoi(optarg)); break;
      case 'm': set_message(optarg, strlen(optarg)); break;
      case 'f': read_message(optarg); break;
      case 'r': options.reply = optarg; break;
      case 'P': options.pid = atoi(optarg); break;
      case 'h': fputs(usage, stdout); exit(0);
      default: fputs(usage, stderr); exit(2);
    }
  }
  errno = 0;
  if (options.port < 1 || options.port > 65535) fail("--port is missing or not 1 to 65535; see --help");
  if (options.connections < 1) fail("--connections must be at least 1");
  if (options.depth < 1 || options.depth > MAX_DEPTH) fail("--depth must be 1 to 1024");
  if (options.window < 1 || options.window > MAX_DEPTH) fail("--window must be 1 to 1024");
  if (options.rate < 1 || options.rate > 1e7) fail("--rate must be 1 to 10000000");
  if (options.seconds <= 0 || options.seconds > 60) fail("--seconds must be above 0 and at most 60");
  if (options.warmup < 0 || options.warmup > 60) fail("--warmup must be 0 to 60");
  if (!options.message) set_letters(256);
  if (options.message_count > INPUT_BYTES / 2) fail("the message is longer than half a megabyte");
  if (!options.publish_path) options.publish_path = options.path;
}

int main(int count, char **arguments) {
  const char *name = count > 1 ? arguments[1] : "";
  if (!strcmp(name, "--help") || !strcmp(name, "-h")) {
    fputs(usage, stdout);
    return 0;
  }
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    if (strcmp(name, ways[i].name)) continue;
    read_options(count - 1, arguments + 1);
    if (ways[i].measure == measure_idle && !options.pid) fail("idle needs --pid");
    ways[i].measure();
    return 0;
  }
  fputs(usage, stderr);
  return 2;
}
