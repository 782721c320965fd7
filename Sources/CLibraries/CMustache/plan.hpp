// A plan as kainjow's library asks for it: a context that finds names in the bytes that Swift wrote (cmustache.h), so that
// nothing is converted which the template does not print.
#ifndef CONCORD_PLAN_HPP
#define CONCORD_PLAN_HPP

#include "cmustache.h"

#include <cstring>
#include <kainjow/mustache.hpp>
#include <memory>
#include <string>
#include <vector>

namespace concord {

using data = kainjow::mustache::data;

inline uint32_t number(const uint8_t *at) {
  uint32_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// The address behind a value.
inline const uint8_t *after(const uint8_t *value) {
  switch (*value) {
  case CM_TEXT: return value + 5 + number(value + 1);
  case CM_FLAG: return value + 2;
  default: return value + 9 + number(value + 5);
  }
}

class plan final : public kainjow::mustache::basic_context<std::string> {
public:
  explicit plan(const uint8_t *root) : levels{root} {}

  bool missing() const { return is_missing; }

  void push(const data *item) override { levels.push_back(value_of(item)); }
  void pop() override { levels.pop_back(); }

  const data *get(const std::string &name) const override {
    if (name == ".") return present(levels.back());
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
      if (const uint8_t *found = member(*level, name)) return present(found);
    }
    is_missing = true;
    return nullptr;
  }

  const data *get_partial(const std::string &) const override { return nullptr; }

private:
  // A list that is being repeated. The library walks over its items and pushes the address of each.
  struct repeated {
    data items{data::type::list};
    std::vector<const uint8_t *> values;

    // The library's list of items can be read only, though what holds it is ours to change.
    std::vector<data> &storage() { return const_cast<std::vector<data> &>(items.list_value()); }

    const data *begin(const uint8_t *list) {
      values.clear();
      const uint8_t *value = list + 9;
      for (uint32_t left = number(list + 1); left > 0; --left) {
        values.push_back(value);
        value = after(value);
      }
      auto &items = storage();
      while (items.size() < values.size()) items.emplace_back(true);
      while (items.size() > values.size()) items.pop_back();
      return &this->items;
    }
  };

  static const uint8_t *member(const uint8_t *value, const std::string &name) {
    if (*value != CM_OBJECT) return nullptr;
    uint32_t left = number(value + 1);
    for (const uint8_t *at = value + 9; left > 0; --left) {
      const uint32_t length = number(at);
      const uint8_t *found = at + 4 + length;
      if (length == name.size() && std::memcmp(at + 4, name.data(), length) == 0) return found;
      at = after(found);
    }
    return nullptr;
  }

  // A value in the library's form. It holds until the next one of the same level is presented.
  const data *present(const uint8_t *value) const {
    presented = value;
    switch (*value) {
    case CM_TEXT:
      const_cast<std::string &>(text.string_value()).assign(reinterpret_cast<const char *>(value + 5), number(value + 1));
      return &text;
    case CM_FLAG: return value[1] ? &yes : &no;
    case CM_OBJECT: return &yes;
    default: {
      if (number(value + 1) == 0) return &no;
      // Lists inside this one are on deeper levels, and one before it on this level is done.
      while (lists.size() < levels.size()) lists.push_back(std::make_unique<repeated>());
      return lists[levels.size() - 1]->begin(value);
    }
    }
  }

  // What a section goes into: the next item of the list on this level, or what was presented last.
  const uint8_t *value_of(const data *item) const {
    if (lists.size() >= levels.size()) {
      repeated &list = *lists[levels.size() - 1];
      const data *first = list.storage().data();
      if (item >= first && item < first + list.values.size()) return list.values[item - first];
    }
    return presented;
  }

  std::vector<const uint8_t *> levels;
  mutable std::vector<std::unique_ptr<repeated>> lists;
  mutable const uint8_t *presented = nullptr;
  mutable data text{data::type::string};
  mutable bool is_missing = false;
  const data yes{true};
  const data no{false};
};

} // namespace concord

#endif
