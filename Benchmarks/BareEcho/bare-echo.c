// bare-echo: the least that libuv needs to echo WebSocket text frames, as the anchor of Concord's socket benchmarks.
//
// One loop, callbacks, one uv_try_write for everything that one read brought. It checks no UTF-8, sets no limit, keeps
// no timer and trusts its peer: not a server, but what a server's cost is compared with. Only for loopback.

#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uv.h>

enum { READ_BYTES = 512 * 1024 };

typedef struct {
  uv_tcp_t tcp;
  int upgraded;
  size_t kept;     // bytes of an unfinished frame or request
  uint8_t *rest;
} Connection;

static uint8_t input[READ_BYTES + 1];
static uint8_t output[READ_BYTES + 64];

// SHA-1 (RFC 3174) of a short text, for the handshake.
static uint32_t rotate(uint32_t x, int n) { return x << n | x >> (32 - n); }

static void sha1(const uint8_t *text, size_t count, uint8_t digest[20]) {
  uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  uint8_t block[192] = {0};
  memcpy(block, text, count);
  block[count] = 0x80;
  size_t total = (count + 8) / 64 * 64 + 64;
  for (int i = 0; i < 8; i++) block[total - 1 - i] = (uint64_t)count * 8 >> (8 * i);
  for (size_t at = 0; at < total; at += 64) {
    uint32_t w[80];
    for (int i = 0; i < 16; i++) {
      const uint8_t *p = block + at + 4 * i;
      w[i] = (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
    }
    for (int i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int i = 0; i < 80; i++) {
      uint32_t f = i < 20   ? ((b & c) | (~b & d))
                   : i < 40 ? b ^ c ^ d
                   : i < 60 ? ((b & c) | (b & d) | (c & d))
                            : b ^ c ^ d;
      uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
      uint32_t next = rotate(a, 5) + f + e + k + w[i];
      e = d, d = c, c = rotate(b, 30), b = a, a = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
  }
  for (int i = 0; i < 20; i++) digest[i] = h[i / 4] >> (24 - 8 * (i % 4));
}

static void base64(const uint8_t *bytes, int count, char *text) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int i = 0; i < count; i += 3) {
    uint32_t v = bytes[i] << 16 | (i + 1 < count ? bytes[i + 1] << 8 : 0) | (i + 2 < count ? bytes[i + 2] : 0);
    *text++ = digits[v >> 18];
    *text++ = digits[v >> 12 & 63];
    *text++ = i + 1 < count ? digits[v >> 6 & 63] : '=';
    *text++ = i + 2 < count ? digits[v & 63] : '=';
  }
  *text = 0;
}

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
  char *head_end = strstr((char *)text, "\r\n\r\n");
  if (!head_end) return NULL;
  char *key = strcasestr((char *)text, "Sec-WebSocket-Key:");
  if (!key || key > head_end) {
    end(c);
    return NULL;
  }
  key += strlen("Sec-WebSocket-Key:");
  key += strspn(key, " ");
  char challenge[128];
  int count = snprintf(challenge, sizeof challenge, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
  uint8_t digest[20];
  char accept[32], response[256];
  sha1((uint8_t *)challenge, count, digest);
  base64(digest, 20, accept);
  count = snprintf(response, sizeof response,
                   "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  c->upgraded = 1;
  send_all(c, response, count);
  return (uint8_t *)head_end + 4;
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
