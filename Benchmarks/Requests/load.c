// Closed-loop WebSocket load: CONNECTIONS connections, DEPTH requests under way on each, all with the same text.
// Prints the server's CPU time per message in microseconds, user and system, all threads, then messages per second.
//
//   load PORT PID CONNECTIONS DEPTH SECONDS GREETINGS TEXT
//
// GREETINGS is the number of messages that the server sends on each connection before it is asked.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  int fd;
  // The frame that is being received: header bytes so far, payload bytes still to come.
  uint8_t header[10];
  int headerBytes;
  uint64_t remaining;
} Connection;

static uint8_t input[1 << 20];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double serverCPU(int pid) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int file = open(path, O_RDONLY);
  if (file < 0) fail(path);
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  text[count > 0 ? count : 0] = 0;
  unsigned long user, system;
  char *rest = strrchr(text, ')');
  if (!rest || sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) exit(1);
  return (user + system) / (double)sysconf(_SC_CLK_TCK);
}

// Counts the frames that end in the bytes.
static int frames(Connection *c, const uint8_t *bytes, size_t count) {
  int done = 0;
  for (size_t i = 0; i < count;) {
    if (c->remaining > 0) {
      size_t step = count - i < c->remaining ? count - i : c->remaining;
      i += step;
      c->remaining -= step;
      if (c->remaining == 0) done++;
      continue;
    }
    c->header[c->headerBytes++] = bytes[i++];
    if (c->headerBytes < 2) continue;
    int length = c->header[1] & 127, whole = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (c->headerBytes < whole) continue;
    uint64_t size = whole == 2 ? length : 0;
    for (int j = 2; j < whole; j++) size = size << 8 | c->header[j];
    if ((c->header[0] & 15) == 8) {
      fprintf(stderr, "the server closed the connection\n");
      exit(1);
    }
    c->headerBytes = 0;
    c->remaining = size;
    if (size == 0) done++;
  }
  return done;
}

static void dial(Connection *c, int port, int greetings) {
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(c->fd, (void *)&address, sizeof address)) fail("connect");
  char text[2048];
  int count = snprintf(
    text, sizeof text,
    "GET /api/v1/ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", port);
  if (send(c->fd, text, count, 0) != count) fail("send");
  for (count = 0; count < 4 || memcmp(text + count - 4, "\r\n\r\n", 4); count++) {
    if (count == sizeof text - 1 || recv(c->fd, text + count, 1, 0) != 1) fail("handshake");
  }
  if (memcmp(text, "HTTP/1.1 101", 12)) {
    fprintf(stderr, "the server refused the handshake: %.*s\n", count, text);
    exit(1);
  }
  for (uint8_t byte; greetings > 0;) {
    if (recv(c->fd, &byte, 1, 0) != 1) fail("greeting");
    greetings -= frames(c, &byte, 1);
  }
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
}

// A masked text frame, `times` times in a row.
static uint8_t *requests(const char *text, int times, size_t *frameBytes) {
  size_t size = strlen(text), header = size < 126 ? 2 : 4, whole = header + 4 + size;
  uint8_t *all = malloc(whole * times), mask[4] = {0x12, 0x34, 0x56, 0x78};
  for (int i = 0; i < times; i++) {
    uint8_t *frame = all + i * whole;
    frame[0] = 0x81;
    frame[1] = 0x80 | (size < 126 ? size : 126);
    if (size >= 126) frame[2] = size >> 8, frame[3] = size;
    memcpy(frame + header, mask, 4);
    for (size_t j = 0; j < size; j++) frame[header + 4 + j] = text[j] ^ mask[j & 3];
  }
  *frameBytes = whole;
  return all;
}

static void sendAll(int fd, const uint8_t *bytes, size_t count) {
  for (size_t sent = 0; sent < count;) {
    ssize_t step = send(fd, bytes + sent, count - sent, MSG_NOSIGNAL);
    if (step < 0 && errno != EAGAIN) fail("send");
    if (step > 0) sent += step;
  }
}

int main(int count, char **arguments) {
  if (count != 8) return 2;
  int port = atoi(arguments[1]), pid = atoi(arguments[2]), connections = atoi(arguments[3]), depth = atoi(arguments[4]);
  double duration = atof(arguments[5]), warmUp = 0.5;
  size_t size;
  uint8_t *request = requests(arguments[7], depth, &size);
  Connection *all = calloc(connections, sizeof *all);
  int poll = epoll_create1(0);
  for (int i = 0; i < connections; i++) {
    dial(&all[i], port, atoi(arguments[6]));
    struct epoll_event event = {EPOLLIN, {.ptr = &all[i]}};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &event);
  }
  for (int i = 0; i < connections; i++) sendAll(all[i].fd, request, size * depth);

  double start = seconds(), measured = 0, cpu = 0;
  uint64_t messages = 0;
  for (;;) {
    struct epoll_event events[1024];
    int ready = epoll_wait(poll, events, 1024, 5000);
    if (ready <= 0) fail("the server is silent");
    double now = seconds();
    if (!measured && now - start > warmUp) measured = now, cpu = serverCPU(pid), messages = 0;
    if (measured && now - measured > duration) {
      printf("%.3f %.0f\n", (serverCPU(pid) - cpu) * 1e6 / messages, messages / (now - measured));
      return 0;
    }
    for (int i = 0; i < ready; i++) {
      Connection *c = events[i].data.ptr;
      ssize_t received = recv(c->fd, input, sizeof input, 0);
      if (received <= 0) fail("recv");
      int replies = frames(c, input, received);
      messages += replies;
      if (replies > 0) sendAll(c->fd, request, size * (replies < depth ? replies : depth));
    }
  }
}
