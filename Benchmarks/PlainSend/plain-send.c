// plain-send: what it costs to send bytes to many sockets with one send() each, as the anchor of Concord's fan-out.
//
// WebSocket connections to /subscribe get every text message that comes on any other connection: framed once, then one system
// call per subscriber, and nothing else. It sets no limit, queues nothing and trusts its peer. Only for loopback.

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bare-handshake.h"

enum { INPUT_BYTES = 64 * 1024, MOST = 65536 };

typedef struct {
  int fd, is_upgraded;
  size_t count;
  uint8_t *input;
} Connection;

static int poller, subscribers[MOST], subscriber_count;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void publish(const uint8_t *payload, size_t length, uint32_t key) {
  static uint8_t frame[INPUT_BYTES + 4];
  size_t header = length < 126 ? 2 : 4;
  frame[0] = 0x81;
  frame[1] = length < 126 ? length : 126;
  if (header == 4) frame[2] = length >> 8, frame[3] = length;
  for (size_t i = 0; i < length; i++) frame[header + i] = payload[i] ^ ((uint8_t *)&key)[i & 3];
  for (int i = 0; i < subscriber_count; i++) {
    ssize_t sent = send(subscribers[i], frame, header + length, MSG_NOSIGNAL | MSG_DONTWAIT);
    // One that is gone is taken from the list when its end is read.
    if (sent < 0 && (errno == ECONNRESET || errno == EPIPE)) continue;
    // What a socket does not take ends the run: the load generator reads what it asked for.
    if (sent != (ssize_t)(header + length)) fail("plain-send: send");
  }
}

static void end(Connection *c) {
  for (int i = 0; i < subscriber_count; i++)
    if (subscribers[i] == c->fd) subscribers[i] = subscribers[--subscriber_count];
  close(c->fd);
  free(c->input);
  free(c);
}

// Takes one frame; gives its bytes, 0 while it is not complete, -1 to end.
static long take_frame(const uint8_t *p, size_t available) {
  if (available < 6) return 0;
  size_t length = p[1] & 127, header = 2;
  if (length == 126) {
    if (available < 8) return 0;
    length = p[2] << 8 | p[3];
    header = 4;
  }
  if ((p[0] & 15) != 1 || length == 127 || header + 4 + length > INPUT_BYTES) return -1;
  if (available < header + 4 + length) return 0;
  uint32_t key;
  memcpy(&key, p + header, 4);
  publish(p + header + 4, length, key);
  return header + 4 + length;
}

static long upgrade(Connection *c) {
  char response[BARE_RESPONSE_BYTES];
  c->input[c->count] = 0;
  long used = bare_handshake((char *)c->input, response);
  if (used <= 0) return used;
  c->is_upgraded = 1;
  if (send(c->fd, response, strlen(response), MSG_NOSIGNAL) < 0) return -1;
  if (!strncmp((char *)c->input, "GET /subscribe ", 15) && subscriber_count < MOST)
    subscribers[subscriber_count++] = c->fd;
  return used;
}

static void receive(Connection *c) {
  ssize_t count = recv(c->fd, c->input + c->count, INPUT_BYTES - c->count, 0);
  if (count <= 0) return end(c);
  c->count += count;
  size_t at = 0;
  long used = 0;
  if (!c->is_upgraded) used = upgrade(c), at += used > 0 ? used : 0;
  while (c->is_upgraded && used >= 0 && (used = take_frame(c->input + at, c->count - at)) > 0) at += used;
  if (used < 0) return end(c);
  c->count -= at;
  memmove(c->input, c->input + at, c->count);
}

static void add(int listener) {
  int on = 1;
  Connection *c = calloc(1, sizeof *c);
  c->fd = accept(listener, NULL, NULL);
  if (c->fd < 0) fail("plain-send: accept");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  c->input = malloc(INPUT_BYTES + 1);
  struct epoll_event event = {EPOLLIN, {c}};
  epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
}

int main(int count, char **arguments) {
  if (count > 1) {
    int is_help = !strcmp(arguments[1], "--help");
    fputs("usage: plain-send\n\nSends what comes on one WebSocket to all that asked for /subscribe, with one send() each.\n"
          "Prints 'listening on 127.0.0.1:N'.\n", is_help ? stdout : stderr);
    return is_help ? 0 : 2;
  }
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) || listen(listener, 4096))
    fail("plain-send: cannot listen");
  getsockname(listener, (struct sockaddr *)&address, &length);
  printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  poller = epoll_create1(0);
  struct epoll_event event = {EPOLLIN, {NULL}}, events[256];
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  while (1) {
    int ready = epoll_wait(poller, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.ptr) {
        receive(events[i].data.ptr);
      } else {
        add(listener);
      }
    }
  }
}
