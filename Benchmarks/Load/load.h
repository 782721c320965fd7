// load-generator: what its files share. One thread, one poller, WebSocket connections to a server on loopback.

#ifndef LOAD_H
#define LOAD_H

#include <stddef.h>
#include <stdint.h>

enum { MAX_DEPTH = 1024, INPUT_BYTES = 1 << 20 };

typedef struct {
  int port, connections, depth, window, pid;
  double seconds, warmup, rate;
  const char *path, *publish_path, *reply;
  char *message;
  size_t message_count;
} Options;

typedef struct {
  int fd, is_writing;
  uint8_t *part;       // an unfinished frame
  size_t part_count;
  uint8_t *out;        // what the socket did not take
  size_t out_count, out_capacity;
  uint64_t *sent_at;   // ring of times, oldest reply first; made with the first request
  unsigned first, next;
} Connection;

// A text message with `Options.reply` in it (any, when there is none) came on a connection.
typedef void Receive(Connection *c, size_t length);

extern Options options;

// Ends the program with a sentence, and what the system said.
void fail(const char *what) __attribute__((noreturn));
// Nanoseconds.
uint64_t now(void);

// connections.c
Connection *open_connections(int count, const char *path);
Connection *open_connection(Connection *c, const char *path);
// Queues the message; its reply is the oldest that is missing, and `at` the time that it counts from.
void queue_request(Connection *c, uint64_t at);
// The time that the reply which came now counts from; 0 when none was missing.
uint64_t take_request(Connection *c);
void flush(Connection *c);
// Waits at most so long for input, and takes what there is; gives how many connections had some.
int poll_connections(uint64_t nanoseconds, Receive *receive);

// message.c
void set_message(const char *text, size_t count);
void read_message(const char *path);
void set_letters(int count);
// Copies the message, with a fresh UUID where it has one.
void write_message(uint8_t *to);

// process.c
// User and system seconds of the server, all threads; 0 without --pid.
double server_cpu(void);
// User and system seconds of this program.
double own_cpu(void);
// Bytes of memory that are the server's alone, and its part of what it shares (Pss of proc(5)).
double server_memory(void);

// latency.c
void clear_latencies(void);
void add_latency(uint64_t nanoseconds);
// Microseconds.
double latency(double share);

// The ways to load a server: each prints one line of NAME=VALUE.
void measure_requests(void);
void measure_rate(void);
void measure_fan_out(void);
void measure_idle(void);

#endif
