// WebSocket connections (RFC 6455) to 127.0.0.1, as far as a load generator needs them: frames are not masked with a key but
// zero, which is allowed and costs the server the same.

#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static int poller = -1;
static uint8_t input[INPUT_BYTES];

Connection *open_connections(int count, const char *path) {
  Connection *all = calloc(count, sizeof *all);
  for (int i = 0; i < count; i++) open_connection(&all[i], path);
  return all;
}

Connection *open_connection(Connection *c, const char *path) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(options.port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int on = 1;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&address, sizeof address)) fail("cannot connect");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

  char head[4096];
  int count = snprintf(head, sizeof head,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                       path, options.port);
  if (send(c->fd, head, count, MSG_NOSIGNAL) != count) fail("cannot send the handshake");
  // Byte by byte, so that no frame behind the response is swallowed.
  for (count = 0; count < 4 || memcmp(head + count - 4, "\r\n\r\n", 4); count++) {
    if (count == sizeof head || recv(c->fd, head + count, 1, 0) != 1) fail("the handshake was not answered");
  }
  errno = 0;
  if (strncmp(head, "HTTP/1.1 101", 12)) fail("the server refused the handshake");
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  if (poller < 0) poller = epoll_create1(0);
  struct epoll_event event = {EPOLLIN, {c}};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event)) fail("epoll_ctl");
  return c;
}

// MARK: Sending

void queue_request(Connection *c, uint64_t at) {
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
  write_message(p + 4);
  c->out_count = p + 4 + count - c->out;
  if (!c->sent_at) c->sent_at = calloc(MAX_DEPTH, sizeof *c->sent_at);
  if (c->next - c->first == MAX_DEPTH) fail("the server is more than 1024 replies behind on a connection");
  c->sent_at[c->next++ % MAX_DEPTH] = at;
}

uint64_t take_request(Connection *c) { return c->first == c->next ? 0 : c->sent_at[c->first++ % MAX_DEPTH]; }

void flush(Connection *c) {
  ssize_t sent = send(c->fd, c->out, c->out_count, MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) fail("send");
  if (sent > 0) {
    c->out_count -= sent;
    memmove(c->out, c->out + sent, c->out_count);
  }
  int is_writing = c->out_count > 0;
  if (is_writing == c->is_writing) return;
  c->is_writing = is_writing;
  struct epoll_event event = {EPOLLIN | (is_writing ? EPOLLOUT : 0), {c}};
  epoll_ctl(poller, EPOLL_CTL_MOD, c->fd, &event);
}

// MARK: Receiving

// Takes one frame; gives its bytes, or 0 while it is not complete.
static size_t take_frame(Connection *c, const uint8_t *p, size_t available, Receive *receive) {
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
  if (opcode == 1 && (!wanted || memmem(p + header, length, wanted, strlen(wanted)))) receive(c, length);
  return header + length;
}

static void take_input(Connection *c, Receive *receive) {
  memcpy(input, c->part, c->part_count);
  ssize_t count = recv(c->fd, input + c->part_count, INPUT_BYTES - c->part_count, 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) fail("the server ended a connection");
  const uint8_t *p = input;
  size_t left = c->part_count + count, used;
  while ((used = take_frame(c, p, left, receive))) p += used, left -= used;
  if (left == INPUT_BYTES) errno = 0, fail("a message is longer than a megabyte");
  if (left) {
    c->part = realloc(c->part, left);
    memcpy(c->part, p, left);
  }
  c->part_count = left;
  if (c->out_count) flush(c);
}

int poll_connections(uint64_t nanoseconds, Receive *receive) {
  struct timespec wait = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  struct epoll_event events[1024];
  int count = epoll_pwait2(poller, events, 1024, &wait, NULL);
  if (count < 0 && errno != EINTR) fail("epoll_pwait2");
  errno = 0;
  for (int i = 0; i < count; i++) {
    if (events[i].events & EPOLLOUT) flush(events[i].data.ptr);
    if (events[i].events & ~EPOLLOUT) take_input(events[i].data.ptr, receive);
  }
  return count < 0 ? 0 : count;
}
