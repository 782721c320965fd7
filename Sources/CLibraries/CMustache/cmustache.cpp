#include "cmustache.h"

#include "plan.hpp"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>

namespace mustache = kainjow::mustache;

// Where the library writes: its own takes a stringstream.
struct sink {
  std::string text;
};

static sink &operator<<(sink &out, const std::string &text) {
  out.text.append(text);
  return out;
}

struct cm_template {
  mustache::mustache parsed;
  sink out;
};

static char *copy(const std::string &text) {
  char *out = static_cast<char *>(std::malloc(text.size() + 1));
  if (out) std::memcpy(out, text.c_str(), text.size() + 1);
  return out;
}

extern "C" {

cm_template *cm_template_parse(const char *bytes, size_t count, char **error) {
  try {
    auto *parsed = new cm_template{mustache::mustache{std::string(bytes, count)}, {}};
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

const char *cm_render(cm_template *parsed, const uint8_t *plan, size_t *count, bool *missing, char **error) {
  try {
    concord::plan context{plan};
    parsed->out.text.clear();
    parsed->parsed.render(context, parsed->out);
    if (!parsed->parsed.error_message().empty()) {
      *error = copy(parsed->parsed.error_message());
      return nullptr;
    }
    *missing = context.missing();
    *count = parsed->out.text.size();
    return parsed->out.text.data();
  } catch (const std::exception &thrown) {
    *error = copy(thrown.what());
    return nullptr;
  }
}

void cm_text_free(char *text) { std::free(text); }
}
