#include <zlib.h>

// deflateInit2 and inflateInit2 are macros, which Swift does not see.

/// A raw deflate stream (RFC 1951) with a window of 2^bits bytes. Fast rather than small: an event that waits for its
/// compression is late.
static inline int concord_deflate_init(z_stream *stream, int bits) {
  return deflateInit2(stream, Z_BEST_SPEED, Z_DEFLATED, -bits, 8, Z_DEFAULT_STRATEGY);
}

static inline int concord_inflate_init(z_stream *stream) { return inflateInit2(stream, -15); }
