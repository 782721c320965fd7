#define _GNU_SOURCE
#include "bare-handshake.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

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

long bare_handshake(const char *text, char *response) {
  const char *head_end = strstr(text, "\r\n\r\n");
  if (!head_end) return 0;
  const char *key = strcasestr(text, "Sec-WebSocket-Key:");
  if (!key || key > head_end) return -1;
  key += strlen("Sec-WebSocket-Key:");
  key += strspn(key, " ");
  char challenge[128];
  int count = snprintf(challenge, sizeof challenge, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
  uint8_t digest[20];
  char accept[32];
  sha1((uint8_t *)challenge, count, digest);
  base64(digest, 20, accept);
  snprintf(response, BARE_RESPONSE_BYTES,
           "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
  return head_end + 4 - text;
}
