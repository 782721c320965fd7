// The message that is sent, again and again.

#define _GNU_SOURCE
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char id_mark[] = "@ID@";
enum { ID_BYTES = 36 };

static char *id_place;

// "@ID@" becomes room for a UUID.
void set_message(const char *text, size_t count) {
  const char *mark = memmem(text, count, id_mark, strlen(id_mark));
  options.message = calloc(1, count + ID_BYTES);
  options.message_count = count;
  memcpy(options.message, text, count);
  id_place = NULL;
  if (!mark) return;
  size_t at = mark - text, rest = count - at - strlen(id_mark);
  id_place = options.message + at;
  memset(id_place, '0', ID_BYTES);
  memcpy(id_place + ID_BYTES, mark + strlen(id_mark), rest);
  options.message_count = at + ID_BYTES + rest;
}

void read_message(const char *path) {
  static char text[INPUT_BYTES / 2];
  FILE *file = fopen(path, "rb");
  if (!file) fail(path);
  size_t count = fread(text, 1, sizeof text, file);
  fclose(file);
  while (count && (text[count - 1] == '\n' || text[count - 1] == '\r')) count--;
  set_message(text, count);
}

void set_letters(int count) {
  char *text = malloc(count + 1);
  for (int i = 0; i < count; i++) text[i] = 'a' + i % 26;
  set_message(text, count);
  free(text);
}

// UUIDv7-shaped (RFC 9562 §5.7).
static void write_id(char *to) {
  static uint64_t counter;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  uint64_t ms = t.tv_sec * 1000ull + t.tv_nsec / 1000000;
  char text[40];
  counter++;
  snprintf(text, sizeof text, "%08x-%04x-7%03x-8%03x-%012llx", (unsigned)(ms >> 16), (unsigned)(ms & 0xFFFF),
           (unsigned)(counter >> 36 & 0xFFF), (unsigned)(getpid() & 0xFFF),
           (unsigned long long)(counter & 0xFFFFFFFFF));
  memcpy(to, text, ID_BYTES);
}

void write_message(uint8_t *to) {
  memcpy(to, options.message, options.message_count);
  if (id_place) write_id((char *)to + (id_place - options.message));
}
