#ifndef CONCORD_CMUSTACHE_H
#define CONCORD_CMUSTACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A C face for kainjow's header-only Mustache library. No exception leaves it.

#ifdef __cplusplus
extern "C" {
#endif

// A plan is a row of bytes that is read where it lies. Numbers are 32 bits in the machine's order, at any address:
//   CM_TEXT    count, so many bytes of UTF-8
//   CM_FLAG    one byte, 0 or 1
//   CM_LIST    count, size in bytes of what follows, so many values
//   CM_OBJECT  count, size in bytes of what follows, so many members: count and bytes of the name, then a value
enum { CM_TEXT = 0, CM_FLAG = 1, CM_LIST = 2, CM_OBJECT = 3 };

// A parsed template. NULL with a message in *error (to be freed with cm_text_free) when it does not parse.
typedef struct cm_template cm_template;
cm_template *cm_template_parse(const char *bytes, size_t count, char **error);
void cm_template_free(cm_template *parsed);

// The text of the template for a plan, without HTML escaping. NULL with a message in *error when it cannot be printed.
// *count is the length; the text belongs to the template and holds until it is next printed or freed. *missing tells
// whether the template asked for a name that the plan does not have where it asked.
const char *cm_render(cm_template *parsed, const uint8_t *plan, size_t *count, bool *missing, char **error);
void cm_text_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
