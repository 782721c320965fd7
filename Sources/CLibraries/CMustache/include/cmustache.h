#ifndef CONCORD_CMUSTACHE_H
#define CONCORD_CMUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

// A C face for kainjow's header-only Mustache library. No exception leaves it.

#ifdef __cplusplus
extern "C" {
#endif

// A value that templates print: an object, a list, a text or a truth value.
typedef struct cm_value cm_value;

cm_value *cm_object(void);
cm_value *cm_list(void);
cm_value *cm_text(const char *bytes, size_t count);
cm_value *cm_bool(bool value);

// Both take `child` over: the caller must not use or free it afterwards.
void cm_object_set(cm_value *object, const char *key, cm_value *child);
void cm_list_append(cm_value *list, cm_value *child);

void cm_free(cm_value *value);

// A parsed template. NULL with a message in *error (to be freed with cm_text_free) when it does not parse.
typedef struct cm_template cm_template;
cm_template *cm_template_parse(const char *bytes, size_t count, char **error);
void cm_template_free(cm_template *parsed);

// The text of the template for a value, without HTML escaping. NULL with a message in *error when it cannot be printed.
// *count is the length; the text is to be freed with cm_text_free.
char *cm_render(cm_template *parsed, const cm_value *value, size_t *count, char **error);
void cm_text_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
