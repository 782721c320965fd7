// The opening handshake of WebSocket (RFC 6455 §4.2) for the bare servers that Concord is compared with.

#ifndef BARE_HANDSHAKE_H
#define BARE_HANDSHAKE_H

enum { BARE_RESPONSE_BYTES = 256 };

// Reads a request, which ends in a zero, and writes the 101 response as text. Gives the bytes of the request's head, 0 while it
// is not complete, -1 when it is no handshake.
long bare_handshake(const char *text, char *response);

#endif
