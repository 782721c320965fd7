#include "cmustache.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <kainjow/mustache.hpp>
#include <string>

namespace mustache = kainjow::mustache;

struct cm_value {
  mustache::data data;
};

struct cm_template {
  mustache::mustache parsed;
};

static char *copy(const std::string &text) {
  char *out = static_cast<char *>(std::malloc(text.size() + 1));
  if (out) std::memcpy(out, text.c_str(), text.size() + 1);
  return out;
}

extern "C" {

cm_value *cm_object(void) { return new cm_value{mustache::data{mustache::data::type::object}}; }
cm_value *cm_list(void) { return new cm_value{mustache::data{mustache::data::type::list}}; }
cm_value *cm_text(const char *bytes, size_t count) { return new cm_value{mustache::data{std::string(bytes, count)}}; }
cm_value *cm_bool(bool value) { return new cm_value{mustache::data{value}}; }

void cm_object_set(cm_value *object, const char *key, cm_value *child) {
  object->data.set(key, std::move(child->data));
  delete child;
}

void cm_list_append(cm_value *list, cm_value *child) {
  list->data.push_back(std::move(child->data));
  delete child;
}

void cm_free(cm_value *value) { delete value; }

cm_template *cm_template_parse(const char *bytes, size_t count, char **error) {
  try {
    auto *parsed = new cm_template{mustache::mustache{std::string(bytes, count)}};
    if (!parsed->parsed.is_valid()) {
      *error = copy(parsed->parsed.error_message());
      delete parsed;
      return nullptr;
    }
    parsed->parsed.set_custom_escape([](const std::string &text) { return text; });
    return parsed;
  } catch (const std::exception &thrown) {
    *error = copy(thrown.what());
    return nullptr;
  }
}

void cm_template_free(cm_template *parsed) { delete parsed; }

char *cm_render(cm_template *parsed, const cm_value *value, size_t *count, char **error) {
  try {
    std::string out = parsed->parsed.render(value->data);
    if (!parsed->parsed.error_message().empty()) {
      *error = copy(parsed->parsed.error_message());
      return nullptr;
    }
    *count = out.size();
    return copy(out);
  } catch (const std::exception &thrown) {
    *error = copy(thrown.what());
    return nullptr;
  }
}

void cm_text_free(char *text) { std::free(text); }
}
