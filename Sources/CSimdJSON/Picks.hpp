// Paths into arrays: `tags[*]`, `emails[0]`, `emails[*].address`.
#ifndef SLUICE_JSON_PICKS_HPP
#define SLUICE_JSON_PICKS_HPP

#include "CSimdJSON.h"

#include "Text.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// A path into an array: the column of the array itself, and the steps from there.
struct Path {
  struct Step {
    enum { key, index, all } kind;
    std::string name;
    size_t place;
  };
  std::string name, array;
  std::vector<Step> steps;
  bool is_list = false;
};

class Picks {
public:
  std::vector<Path> paths;
  /// The values, which stand behind the chunk at `base`.
  std::vector<uint8_t> bytes;
  uint32_t base = 0;

  /// Asks for a path; false where it does not lead into an array.
  bool expect(std::string_view name) {
    Path path;
    path.name = name;
    size_t place = name.find('[');
    if (place == 0 || place == std::string_view::npos) return false;
    path.array = name.substr(0, place);
    while (place < name.size()) {
      if (name[place] == '[') {
        const size_t close = name.find(']', place);
        if (close == std::string_view::npos) return false;
        const std::string_view inner = name.substr(place + 1, close - place - 1);
        if (inner == "*") {
          path.is_list = true;
          path.steps.push_back({Path::Step::all, {}, 0});
        } else {
          if (inner.empty() || inner.size() > 6) return false;
          size_t number = 0;
          for (const char digit : inner) {
            if (!is_digit(uint8_t(digit))) return false;
            number = number * 10 + size_t(digit - '0');
          }
          path.steps.push_back({Path::Step::index, {}, number});
        }
        place = close + 1;
      } else {
        if (name[place] != '.') return false;
        const size_t stop = std::min(name.find_first_of(".[", place + 1), name.size());
        if (stop == place + 1) return false;
        path.steps.push_back({Path::Step::key, std::string(name.substr(place + 1, stop - place - 1)), 0});
        place = stop;
      }
    }
    const bool is_new = std::none_of(paths.begin(), paths.end(), [&](const Path &each) { return each.name == name; });
    if (is_new) paths.push_back(std::move(path));
    return true;
  }

  /// The value of a path in the sound array at `at`, whose tokens go on at `inside`; absent where it has none.
  sluice_json_field take(
      const Path &path, const uint8_t *text, uint32_t end, uint32_t text_base, uint32_t at, const uint32_t *inside) {
    Walk walk{*this, path, text, end, text_base, inside};
    const size_t first = bytes.size();
    walk.value(at, 0);
    if (!path.is_list) return walk.found;
    if (walk.count == 0) return {0, 0, sluice_json_absent};
    return {uint32_t(base + first), uint32_t(base + bytes.size()), sluice_json_text};
  }

private:
  /// Goes through an array that was found sound.
  struct Walk {
    Picks &picks;
    const Path &path;
    const uint8_t *const text;
    const uint32_t end, text_base;
    const uint32_t *next;
    sluice_json_field found = {0, 0, sluice_json_absent};
    size_t count = 0;

    uint32_t token_end(uint32_t at) const {
      uint32_t stop = std::min(*next, end);
      while (stop > at + 1 && is_space(text[stop - 1])) stop--;
      return stop;
    }

    /// The value at `at`; the next token is the one behind it afterwards.
    void value(uint32_t at, size_t step) {
      if (step == path.steps.size()) return take(at);
      const Path::Step &wanted = path.steps[step];
      const bool is_object = wanted.kind == Path::Step::key;
      if (text[at] != (is_object ? '{' : '[')) return pass(at);
      const uint8_t closer = uint8_t(text[at] + 2);
      for (size_t place = 0;; place++) {
        uint32_t each = *next++;
        if (text[each] == closer) return;
        if (text[each] == ',') each = *next++;
        bool matches = wanted.kind == Path::Step::all || wanted.place == place;
        if (is_object) {
          matches = is(each, wanted.name);
          next++;  // the colon
          each = *next++;
        }
        matches ? value(each, step + 1) : pass(each);
      }
    }

    /// Whether the key at `at` is this one.
    bool is(uint32_t at, const std::string &name) const {
      const uint32_t length = token_end(at) - 1 - (at + 1);
      const uint8_t *const key = text + at + 1;
      if (memchr(key, '\\', length) == nullptr) {
        return length == name.size() && memcmp(key, name.data(), length) == 0;
      }
      std::string plain(length, '\0');
      auto *const out = reinterpret_cast<uint8_t *>(plain.data());
      const uint8_t *bad;
      const uint8_t *const stop = unescape<true>(key, key + length, out, bad);
      return stop != nullptr && std::string_view(plain.data(), size_t(stop - out)) == name;
    }

    void pass(uint32_t at) {
      if (text[at] != '[' && text[at] != '{') return;
      for (size_t depth = 1; depth > 0;) {
        const uint8_t token = text[*next++];
        if (token == '[' || token == '{') depth++;
        else if (token == ']' || token == '}') depth--;
      }
    }

    /// Takes the value at `at`: the only one, or one more of the list.
    void take(uint32_t at) {
      const uint8_t first = text[at];
      if (first == 'n') {
        if (!path.is_list) found = {text_base + at, text_base + at, sluice_json_null};
        return;
      }
      const bool is_nested = first == '[' || first == '{';
      pass(at);
      const uint32_t stop = is_nested ? next[-1] + 1 : token_end(at);
      if (path.is_list && count++ > 0) picks.bytes.insert(picks.bytes.end(), {';', ' '});
      const size_t start = picks.bytes.size();
      if (first != '"') {
        if (!path.is_list) {
          found = {text_base + at, text_base + stop, uint8_t(is_nested ? sluice_json_nested : sluice_json_literal)};
        } else {
          picks.bytes.insert(picks.bytes.end(), text + at, text + stop);
        }
        return;
      }
      picks.bytes.resize(start + (stop - at - 2));
      const uint8_t *bad;
      const uint8_t *const last = unescape<true>(text + at + 1, text + stop - 1, picks.bytes.data() + start, bad);
      // Sound strings only: the array was walked before.
      picks.bytes.resize(last == nullptr ? start : size_t(last - picks.bytes.data()));
      found = {uint32_t(picks.base + start), uint32_t(picks.base + picks.bytes.size()), sluice_json_text};
    }
  };
};

}  // namespace sluice

#endif
