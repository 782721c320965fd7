// bare-echo: the least that libuv needs to echo WebSocket text frames, as the anchor of Concord's socket benchmarks.
//
// One loop, callbacks, one uv_try_write for everything that one read brought. It checks no UTF-8, sets no limit, keeps
// no timer and trusts its peer: not a server, but what a server's cost is compared with. Only for loopback.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#include "bare-handshake.h"

enum { READ_BYTES = 512 * 1024 };

typedef struct {
  uv_tcp_t tcp;
  int upgraded;
  size_t kept;     // bytes of an unfinished frame or request
  uint8_t *rest;
} Connection;

static uint8_t input[READ_BYTES + 1];
static uint8_t output[READ_BYTES + 64];

static void closed(uv_handle_t *handle) {
  Connection *c = handle->data;
  free(c->rest);
  free(c);
}

static void end(Connection *c) {
  if (!uv_is_closing((uv_handle_t *)&c->tcp)) uv_close((uv_handle_t *)&c->tcp, closed);
}

static void send_all(Connection *c, const void *bytes, size_t count) {
  uv_buf_t buffer = uv_buf_init((char *)bytes, count);
  // What the socket does not take ends the connection: the load generator reads what it asked for.
  if (uv_try_write((uv_stream_t *)&c->tcp, &buffer, 1) != (int)count) end(c);
}

// Answers the handshake; gives where the frames start, or NULL while the request is not complete.
static uint8_t *upgrade(Connection *c, uint8_t *text) {
  char response[BARE_RESPONSE_BYTES];
  long head = bare_handshake((char *)text, response);
  if (head < 0) end(c);
  if (head <= 0) return NULL;
  c->upgraded = 1;
  send_all(c, response, strlen(response));
  return text + head;
}

// Copies one frame to the output without its mask. Gives the bytes read, 0 while it is not complete, -1 to end.
static long echo(const uint8_t *p, const uint8_t *limit, uint8_t **out) {
  if (limit - p < 6) return 0;
  size_t length = p[1] & 127, header = 2;
  if (length == 126) {
    if (limit - p < 8) return 0;
    length = p[2] << 8 | p[3];
    header = 4;
  } else if (length == 127) {
    return -1;
  }
  if ((size_t)(limit - p) < header + 4 + length) return 0;
  if ((p[0] & 15) == 8) return -1;
  uint8_t *o = *out;
  memcpy(o, p, header);
  o[1] &= 127;
  uint32_t key;
  memcpy(&key, p + header, 4);
  uint64_t key8 = (uint64_t)key << 32 | key;
  const uint8_t *source = p + header + 4;
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t v;
    memcpy(&v, source + i, 8);
    v ^= key8;
    memcpy(o + header + i, &v, 8);
  }
  for (; i < length; i++) o[header + i] = source[i] ^ ((uint8_t *)&key)[i & 3];
  *out = o + header + length;
  return header + 4 + length;
}

static void allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
  (void)suggested;
  Connection *c = handle->data;
  memcpy(input, c->rest, c->kept);
  *buffer = uv_buf_init((char *)input + c->kept, READ_BYTES - c->kept);
}

static void received(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer) {
  (void)buffer;
  Connection *c = stream->data;
  if (count < 0) return end(c);
  if (count == 0) return;
  uint8_t *p = input, *limit = input + c->kept + count, *out = output;
  *limit = 0;
  if (!c->upgraded) {
    uint8_t *frames = upgrade(c, input);
    if (frames) p = frames;
  }
  if (c->upgraded) {
    long used;
    while ((used = echo(p, limit, &out)) > 0) p += used;
    if (out > output) send_all(c, output, out - output);
    if (used < 0) return end(c);
  }
  c->kept = limit - p;
  c->rest = realloc(c->rest, c->kept ? c->kept : 1);
  memcpy(c->rest, p, c->kept);
}

static void accepted(uv_stream_t *server, int status) {
  if (status < 0) return;
  Connection *c = calloc(1, sizeof *c);
  uv_tcp_init(server->loop, &c->tcp);
  c->tcp.data = c;
  c->rest = malloc(1);
  if (uv_accept(server, (uv_stream_t *)&c->tcp)) return end(c);
  uv_tcp_nodelay(&c->tcp, 1);
  uv_read_start((uv_stream_t *)&c->tcp, allocate, received);
}

int main(int count, char **arguments) {
  int port = 0;
  for (int i = 1; i < count; i++) {
    if (!strcmp(arguments[i], "--port") && i + 1 < count) {
      port = atoi(arguments[++i]);
    } else {
      fprintf(strcmp(arguments[i], "--help") ? stderr : stdout,
              "usage: bare-echo [--port N]\n\n"
              "Echoes WebSocket text frames on 127.0.0.1 with nothing but libuv, to compare servers with.\n"
              "Prints 'listening on 127.0.0.1:N'; port 0, the default, picks a free one.\n");
      return strcmp(arguments[i], "--help") ? 2 : 0;
    }
  }
  uv_loop_t *loop = uv_default_loop();
  uv_tcp_t server;
  struct sockaddr_in address;
  int length = sizeof address;
  uv_tcp_init(loop, &server);
  uv_ip4_addr("127.0.0.1", port, &address);
  int status = uv_tcp_bind(&server, (struct sockaddr *)&address, 0);
  if (!status) status = uv_listen((uv_stream_t *)&server, 4096, accepted);
  if (status) {
    fprintf(stderr, "bare-echo: cannot listen on 127.0.0.1:%d: %s\n", port, uv_strerror(status));
    return 1;
  }
  uv_tcp_getsockname(&server, (struct sockaddr *)&address, &length);
  printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return uv_run(loop, UV_RUN_DEFAULT);
}
