// Which column a key belongs to: a tree of keys, each remembering the key that followed it last time.
#ifndef SLUICE_JSON_COLUMNS_HPP
#define SLUICE_JSON_COLUMNS_HPP

#include "CSimdJSON.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// A key under its parent key. Key 0 is the line's own object.
struct Key {
  uint32_t parent;
  uint32_t next = 0;         // the key that followed it last time
  uint32_t first_child = 0;  // the key its object began with last time
  int32_t column = -1;
  uint64_t seen = 0;         // the object it was last seen in
  size_t start;              // its text in `texts`
  size_t length;
};

class Columns {
public:
  static constexpr uint32_t none = UINT32_MAX;

  Columns() : slots(256, 0) { keys.push_back({.parent = none, .start = 0, .length = 0}); }

  std::vector<Key> keys;
  std::vector<std::string> names;
  uint64_t objects = 0;  // seen so far; numbers them for `Key::seen`

  /// Key `text` under `parent`, which came after `previous` (0: first); `none` where there are too many keys.
  uint32_t find(uint32_t parent, uint32_t previous, std::string_view text) {
    const uint32_t guess = previous != 0 ? keys[previous].next : keys[parent].first_child;
    if (is(guess, parent, text)) return guess;
    // An optional key that is missing this time: what follows it next does not have to be learned.
    const uint32_t after = keys[guess].next;
    if (is(after, parent, text)) return after;
    const uint32_t found = search(parent, text);
    if (found != none) (previous != 0 ? keys[previous].next : keys[parent].first_child) = found;
    return found;
  }

  /// The column of a key's plain values; -1 where there are too many columns.
  int32_t column(uint32_t key) {
    if (keys[key].column >= 0) return keys[key].column;
    std::string name;
    path(key, name);
    return keys[key].column = column(name);
  }

  /// The column of a name: `{"a.b": 1}` and `{"a": {"b": 1}}` mean the same one. -1 where there are too many columns.
  int32_t column(const std::string &name) {
    size_t index = 0;
    while (index < names.size() && names[index] != name) index++;
    if (index == names.size()) {
      if (names.size() >= sluice_json_max_columns || name_bytes + name.size() > max_text) return -1;
      name_bytes += name.size();
      names.push_back(name);
    }
    return int32_t(index);
  }

  /// What there was before a line, to go back to if the line is refused.
  struct Mark {
    size_t keys, names;
  };
  Mark mark() const { return {keys.size(), names.size()}; }

  void rewind(Mark mark) {
    if (keys.size() == mark.keys && names.size() == mark.names) return;
    if (keys.size() > mark.keys) texts.resize(keys[mark.keys].start);
    keys.resize(mark.keys);
    while (names.size() > mark.names) {
      name_bytes -= names.back().size();
      names.pop_back();
    }
    for (Key &key : keys) {
      if (key.next >= keys.size()) key.next = 0;
      if (key.first_child >= keys.size()) key.first_child = 0;
      if (key.column >= int32_t(names.size())) key.column = -1;
    }
    rehash(slots.size());
  }

private:
  static constexpr size_t max_keys = 4 * sluice_json_max_columns;
  static constexpr size_t max_text = 1 << 20;

  std::string texts;
  std::vector<uint32_t> slots;  // open addressing, 0 is free
  size_t name_bytes = 0;

  bool is(uint32_t key, uint32_t parent, std::string_view text) const {
    const Key &candidate = keys[key];
    return candidate.parent == parent && candidate.length == text.size() &&
           memcmp(texts.data() + candidate.start, text.data(), text.size()) == 0;
  }

  static size_t hash(uint32_t parent, std::string_view text) {
    return std::hash<std::string_view>{}(text) ^ parent * size_t(0x9E3779B97F4A7C15);
  }

  uint32_t search(uint32_t parent, std::string_view text) {
    size_t slot = hash(parent, text) & (slots.size() - 1);
    while (slots[slot] != 0) {
      if (is(slots[slot], parent, text)) return slots[slot];
      slot = (slot + 1) & (slots.size() - 1);
    }
    if (keys.size() >= max_keys || texts.size() + text.size() > max_text) return none;
    const uint32_t key = uint32_t(keys.size());
    keys.push_back({.parent = parent, .start = texts.size(), .length = text.size()});
    texts.append(text);
    slots[slot] = key;
    if (keys.size() * 2 > slots.size()) rehash(slots.size() * 2);
    return key;
  }

  void rehash(size_t size) {
    slots.assign(size, 0);
    for (uint32_t key = 1; key < keys.size(); key++) {
      const Key &each = keys[key];
      size_t slot = hash(each.parent, {texts.data() + each.start, each.length}) & (size - 1);
      while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
      slots[slot] = key;
    }
  }

  void path(uint32_t key, std::string &name) const {
    if (keys[key].parent != 0) {
      path(keys[key].parent, name);
      name += '.';
    }
    name.append(texts, keys[key].start, keys[key].length);
  }
};

}  // namespace sluice

#endif
