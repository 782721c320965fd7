// load-generator: a closed loop of WebSocket requests against a server on loopback, in one thread.
//
// Every connection keeps a fixed number of requests under way and sends the next when a reply comes. What is measured:
// replies per second, time per reply, and the CPU time of the server's process per reply, which is the number to
// compare servers with on a busy machine.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "usage: load-generator --port N [options]\n"
    "\n"
    "Sends WebSocket text messages to a server on 127.0.0.1 and counts the replies.\n"
    "\n"
    "  --path PATH          request target; default /\n"
    "  --connections C      default 64\n"
    "  --depth D            requests under way on each connection; default 1\n"
    "  --seconds S          how long to measure, at most 60; default 3, after --warmup (0.5)\n"
    "  --bytes B            length of the built-in message of letters; default 256\n"
    "  --message TEXT       the message; @ID@ in it becomes a fresh UUID each time\n"
    "  --file PATH          the message, from a file\n"
    "  --reply TEXT         only messages that contain TEXT are replies; default: every message\n"
    "  --pid P              the server's process: its CPU time is measured\n"
    "\n"
    "Prints one line: replies= seconds= per_second= p50_us= p99_us= server_cpu_s= cpu_us_per_reply=\n";

enum { MAX_DEPTH = 1024, INPUT_BYTES = 1 << 20, BINS = 200000 /* of 1 µs */ };

typedef struct {
  int fd;
  uint8_t *part;       // an unfinished frame
  size_t part_count;
  uint8_t *out;        // what the socket did not take
  size_t out_count, out_capacity;
  uint64_t *sent_at;   // ring of send times, oldest reply first
  unsigned first, next;
} Connection;

static struct {
  int port, connections, depth, pid;
  double seconds, warmup;
  const char *path, *reply;
  char *message;
  size_t message_count;
} options = {.connections = 64, .depth = 1, .seconds = 3, .warmup = 0.5, .path = "/"};

static int poller;
static uint8_t input[INPUT_BYTES];
static uint64_t replies, bins[BINS + 1];

static void fail(const char *what) {
  fprintf(stderr, "load-generator: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
  exit(1);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

// User and system seconds of the server, all threads (proc(5), fields 14 and 15).
static double server_cpu(void) {
  if (!options.pid) return 0;
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", options.pid);
  int fd = open(path, O_RDONLY);
  if (fd < 0) fail("the server's process is gone");
  ssize_t count = read(fd, text, sizeof text - 1);
  close(fd);
  text[count > 0 ? count : 0] = 0;
  unsigned long user = 0, system = 0;
  char *fields = strrchr(text, ')');
  if (fields) sscanf(fields + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  return (user + system) / (double)sysconf(_SC_CLK_TCK);
}

// Writes a UUIDv7-shaped text over the 36 characters at `at` (RFC 9562 §5.7).
static void write_id(char *at) {
  static uint64_t counter;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  uint64_t ms = t.tv_sec * 1000ull + t.tv_nsec / 1000000;
  char text[40];
  counter++;
  snprintf(text, sizeof text, "%08x-%04x-7%03x-8%03x-%012llx", (unsigned)(ms >> 16), (unsigned)(ms & 0xFFFF),
           (unsigned)(counter >> 36 & 0xFFF), (unsigned)(getpid() & 0xFFF),
           (unsigned long long)(counter & 0xFFFFFFFFF));
  memcpy(at, text, 36);
}

static void flush(Connection *c) {
  ssize_t sent = send(c->fd, c->out, c->out_count, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) fail("send");
  if (sent > 0) {
    c->out_count -= sent;
    memmove(c->out, c->out + sent, c->out_count);
  }
  struct epoll_event event = {EPOLLIN | (c->out_count ? EPOLLOUT : 0), {c}};
  static int writing;
  if (c->out_count || writing) {
    writing = 1;
    epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
  }
}

// Queues one request frame. The mask key is zero: allowed, and the server's work is the same.
static void queue_request(Connection *c) {
  size_t count = options.message_count;
  if (c->out_count + count + 14 > c->out_capacity) {
    c->out_capacity = 2 * (c->out_count + count + 14);
    c->out = realloc(c->out, c->out_capacity);
  }
  uint8_t *p = c->out + c->out_count;
  *p++ = 0x81;
  if (count < 126) {
    *p++ = 0x80 | count;
  } else if (count < 65536) {
    *p++ = 0x80 | 126;
    *p++ = count >> 8;
    *p++ = count;
  } else {
    *p++ = 0x80 | 127;
    for (int shift = 56; shift >= 0; shift -= 8) *p++ = (uint64_t)count >> shift;
  }
  memset(p, 0, 4);
  memcpy(p + 4, options.message, count);
  static char *id;
  static int looked;
  if (!looked) id = strstr(options.message, "@ID@                                "), looked = 1;
  if (id) write_id((char *)p + 4 + (id - options.message));
  c->out_count = p + 4 + count - c->out;
  c->sent_at[c->next++ % MAX_DEPTH] = now();
}

// Takes one frame; gives its bytes, or 0 while it is not complete.
static size_t take_frame(Connection *c, const uint8_t *p, size_t available) {
  if (available < 2) return 0;
  uint64_t length = p[1] & 127;
  size_t header = 2;
  if (length == 126) {
    if (available < 4) return 0;
    length = p[2] << 8 | p[3];
    header = 4;
  } else if (length == 127) {
    if (available < 10) return 0;
    length = 0;
    for (int i = 2; i < 10; i++) length = length << 8 | p[i];
    header = 10;
  }
  if (available < header + length) return 0;
  int opcode = p[0] & 15;
  errno = 0;
  if (opcode == 8) fail("the server closed a connection");
  const char *wanted = options.reply;
  int is_reply = opcode == 1 && (!wanted || memmem(p + header, length, wanted, strlen(wanted)));
  if (is_reply && c->first != c->next) {
    uint64_t time = (now() - c->sent_at[c->first++ % MAX_DEPTH]) / 1000;
    bins[time < BINS ? time : BINS]++;
    replies++;
    queue_request(c);
  }
  return header + length;
}

static void receive(Connection *c) {
  memcpy(input, c->part, c->part_count);
  ssize_t count = recv(c->fd, input + c->part_count, INPUT_BYTES - c->part_count, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) fail("the server ended a connection");
  const uint8_t *p = input;
  size_t left = c->part_count + count, used;
  while ((used = take_frame(c, p, left))) p += used, left -= used;
  if (left == INPUT_BYTES) errno = 0, fail("a message is longer than a megabyte");
  if (left || c->part_count) c->part = realloc(c->part, left ? left : 1);
  memcpy(c->part, p, left);
  c->part_count = left;
  if (c->out_count) flush(c);
}

static void open_connection(Connection *c) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(options.port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int on = 1;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&address, sizeof address)) fail("cannot connect");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  c->sent_at = calloc(MAX_DEPTH, sizeof *c->sent_at);
  c->part = malloc(1);

  char head[4096];
  int count = snprintf(head, sizeof head,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                       options.path, options.port);
  if (send(c->fd, head, count, MSG_NOSIGNAL) != count) fail("cannot send the handshake");
  // Byte by byte, so that no frame behind the response is swallowed.
  for (count = 0; count < 4 || memcmp(head + count - 4, "\r\n\r\n", 4); count++) {
    if (count == sizeof head || recv(c->fd, head + count, 1, 0) != 1) fail("the handshake was not answered");
  }
  errno = 0;
  if (strncmp(head, "HTTP/1.1 101", 12)) fail("the server refused the handshake");
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {EPOLLIN, {c}};
  epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
}

static double percentile(double share) {
  uint64_t wanted = replies * share, seen = 0;
  for (int i = 0; i <= BINS; i++)
    if ((seen += bins[i]) > wanted) return i;
  return -1;
}

static void measure(Connection *connections) {
  for (int i = 0; i < options.connections; i++) {
    for (int k = 0; k < options.depth; k++) queue_request(&connections[i]);
    flush(&connections[i]);
  }
  uint64_t warm = now() + options.warmup * 1e9, started = 0, end = warm + options.seconds * 1e9, time;
  double cpu = 0;
  struct epoll_event events[1024];
  while ((time = now()) < end) {
    if (!started && time >= warm) {
      started = time;
      cpu = server_cpu();
      replies = 0;
      memset(bins, 0, sizeof bins);
    }
    int count = epoll_wait(poller, events, 1024, 2000);
    errno = 0;
    if (count == 0) fail("no reply for two seconds");
    for (int i = 0; i < count; i++) {
      if (events[i].events & EPOLLOUT) flush(events[i].data.ptr);
      if (events[i].events & ~EPOLLOUT) receive(events[i].data.ptr);
    }
  }
  double seconds = (time - started) / 1e9;
  cpu = server_cpu() - cpu;
  printf("replies=%llu seconds=%.2f per_second=%.0f p50_us=%.0f p99_us=%.0f server_cpu_s=%.2f cpu_us_per_reply=%.3f\n",
         (unsigned long long)replies, seconds, replies / seconds, percentile(0.5), percentile(0.99), cpu,
         replies ? cpu * 1e6 / replies : 0);
}

// Makes room for the UUID: "@ID@" becomes a mark of 36 characters.
static void set_message(const char *text, size_t count) {
  const char *id = memmem(text, count, "@ID@", 4);
  options.message = calloc(1, count + 33);
  options.message_count = count;
  memcpy(options.message, text, count);
  if (!id) return;
  size_t at = id - text + 4;
  memset(options.message + at, ' ', 32);
  memcpy(options.message + at + 32, text + at, count - at);
  options.message_count = count + 32;
}

static void read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  static char text[INPUT_BYTES / 2];
  if (!file) fail(path);
  size_t count = fread(text, 1, sizeof text, file);
  fclose(file);
  while (count && (text[count - 1] == '\n' || text[count - 1] == '\r')) count--;
  set_message(text, count);
}

static void set_letters(int count) {
  char *text = malloc(count + 1);
  for (int i = 0; i < count; i++) text[i] = 'a' + i % 26;
  set_message(text, count);
  free(text);
}

int main(int count, char **arguments) {
  static const struct option names[] = {
      {"port", 1, 0, 'p'},   {"path", 1, 0, 'a'},    {"connections", 1, 0, 'c'}, {"depth", 1, 0, 'd'},
      {"seconds", 1, 0, 's'}, {"warmup", 1, 0, 'w'}, {"bytes", 1, 0, 'b'},       {"message", 1, 0, 'm'},
      {"file", 1, 0, 'f'},   {"reply", 1, 0, 'r'},   {"pid", 1, 0, 'P'},         {"help", 0, 0, 'h'}, {0}};
  int option;
  while ((option = getopt_long(count, arguments, "h", names, NULL)) != -1) {
    switch (option) {
      case 'p': options.port = atoi(optarg); break;
      case 'a': options.path = optarg; break;
      case 'c': options.connections = atoi(optarg); break;
      case 'd': options.depth = atoi(optarg); break;
      case 's': options.seconds = atof(optarg); break;
      case 'w': options.warmup = atof(optarg); break;
      case 'b': set_letters(atoi(optarg)); break;
      case 'm': set_message(optarg, strlen(optarg)); break;
      case 'f': read_file(optarg); break;
      case 'r': options.reply = optarg; break;
      case 'P': options.pid = atoi(optarg); break;
      case 'h': fputs(usage, stdout); return 0;
      default: fputs(usage, stderr); return 2;
    }
  }
  errno = 0;
  if (options.port < 1 || options.port > 65535) fail("--port is missing or not 1 to 65535; see --help");
  if (options.connections < 1) fail("--connections must be at least 1");
  if (options.depth < 1 || options.depth > MAX_DEPTH) fail("--depth must be 1 to 1024");
  if (options.seconds <= 0 || options.seconds > 60) fail("--seconds must be above 0 and at most 60");
  if (options.warmup < 0 || options.warmup > 60) fail("--warmup must be 0 to 60");
  if (!options.message) set_letters(256);
  if (options.message_count > INPUT_BYTES / 2) fail("the message is longer than half a megabyte");

  poller = epoll_create1(0);
  Connection *connections = calloc(options.connections, sizeof *connections);
  for (int i = 0; i < options.connections; i++) open_connection(&connections[i]);
  measure(connections);
  return 0;
}
