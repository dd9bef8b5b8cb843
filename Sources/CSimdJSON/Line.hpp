// One line's walk: every value of it is looked at, plain ones become fields.
#ifndef SLUICE_JSON_LINE_HPP
#define SLUICE_JSON_LINE_HPP

#include "Columns.hpp"
#include "Picks.hpp"
#include "Text.hpp"

#include <algorithm>

namespace sluice {

/// Why a line is refused (0: it is not) and where on it, from 1.
struct Trouble {
  uint8_t code;
  uint32_t column;
};

/// The fields of all records so far.
class Fields {
public:
  size_t count = 0;

  const sluice_json_field *data() const { return room.data(); }

  /// Marks where the next record begins.
  size_t begin() { return first = count; }

  /// Puts a value in its column; false where the record has one there already.
  bool put(size_t column, sluice_json_field field) {
    const size_t index = first + column;
    if (index < count) {
      if (room[index].kind != sluice_json_absent) return false;
      room[index] = field;
      return true;
    }
    if (index >= room.size()) room.resize(2 * index + 1024);
    while (count < index) room[count++] = {0, 0, sluice_json_absent};
    room[count++] = field;
    return true;
  }

  /// Puts another value in the place of one; false where there is none.
  bool replace(size_t column, sluice_json_field field) {
    const size_t index = first + column;
    if (index >= count || room[index].kind == sluice_json_absent) return false;
    room[index] = field;
    return true;
  }

private:
  std::vector<sluice_json_field> room;
  size_t first = 0;
};

class Line {
public:
  Line(uint8_t *text, uint32_t start, uint32_t end, const uint32_t *structure, uint32_t base, Columns &columns,
       Fields &fields, Picks &picks)
      : text(text), start(start), end(end), next(structure), base(base), columns(columns), fields(fields), picks(picks), has_escapes(memchr(text + start, '\\', end - start) != nullptr) {}

  /// Reads the whole line.
  Trouble read() {
    const uint32_t at = take();
    bool sound = false;
    if (text[at] == '{' && at < end) {
      sound = byte(*next) == '}' ? (take(), true) : object(0, 1);
      if (sound && *next < end) sound = fail(*next);
    } else {
      sound = skip(at, 0) && (*next >= end || fail(*next));
      if (sound) fail(at, sluice_json_not_an_object);
    }
    return sound && trouble.code == 0 ? Trouble{0, 0} : trouble;
  }

  /// Whether a name was given twice.
  bool repeats = false;

private:
  uint8_t *const text;
  const uint32_t start, end;
  const uint32_t *next;
  const uint32_t base;
  Columns &columns;
  Fields &fields;
  Picks &picks;
  const bool has_escapes;
  Trouble trouble = {0, 0};

  bool fail(uint32_t at, uint8_t code = sluice_json_malformed) {
    trouble = {code, std::min(at, end) - start + 1};
    return false;
  }

  /// An escape that stands for no text: half of a surrogate pair is sound JSON all the same.
  bool fail_escape(const uint8_t *at) {
    const bool is_surrogate = at + 1 < text + end && at[1] == 'u' && (hex4(at + 2, text + end) & ~0x7FF) == 0xD800;
    return fail(uint32_t(at - text), is_surrogate ? sluice_json_lone_surrogate : sluice_json_malformed);
  }

  /// The place of the next token; the line's end where there is none.
  uint32_t take() { return *next < end ? *next++ : end; }
  /// A token's first byte; 0, which starts no token, at the line's end.
  uint8_t byte(uint32_t at) const { return at < end ? text[at] : 0; }

  /// Where the token at `at` ends: nothing but white space stands between it and the next one.
  uint32_t token_end(uint32_t at) const {
    uint32_t stop = std::min(*next, end);
    while (stop > at + 1 && is_space(text[stop - 1])) stop--;
    return stop;
  }

  /// The members of an object, after its brace; it has at least one. Depth counts from 1.
  bool object(uint32_t parent, int depth) {
    const uint64_t serial = ++columns.objects;
    uint32_t previous = 0;
    for (;;) {
      const uint32_t at = take();
      if (byte(at) != '"') return fail(at);
      const uint32_t key_end = token_end(at) - 1;
      const uint32_t key = find(parent, previous, at + 1, key_end);
      if (key == Columns::none) return false;
      const bool is_again = columns.keys[key].seen == serial;
      columns.keys[key].seen = serial;
      previous = key;
      const uint32_t colon = take();
      if (byte(colon) != ':') return fail(colon);
      if (!member(key, at, take(), depth, is_again)) return false;
      const uint32_t after = take();
      if (byte(after) == '}') return true;
      if (byte(after) != ',') return fail(after);
    }
  }

  /// `is_again`: the object gave a value to the name before. The last one stands, as in most readers, unless one of them
  /// has members of its own: that is refused.
  bool member(uint32_t key, uint32_t key_at, uint32_t at, int depth, bool is_again) {
    uint32_t from = at, to = at;
    uint8_t kind = sluice_json_literal;
    const uint32_t *const inside = next;
    switch (byte(at)) {
    case '"':
      kind = sluice_json_text;
      from = at + 1;
      to = token_end(at) - 1;
      if (has_escapes && memchr(text + from, '\\', to - from) != nullptr) {
        const uint8_t *bad;
        const uint8_t *stop = unescape<true>(text + from, text + to, text + from, bad);
        if (stop == nullptr) return fail_escape(bad);
        to = uint32_t(stop - text);
      }
      break;
    case '{':
      if (depth == sluice_json_max_depth) return fail(at, sluice_json_too_deep);
      if (byte(*next) != '}') return is_again ? fail(key_at, sluice_json_duplicate_name) : object(key, depth + 1);
      to = take() + 1;
      kind = sluice_json_nested;
      break;
    case '[':
      if (!skip(at, depth)) return false;
      to = next[-1] + 1;
      kind = sluice_json_nested;
      break;
    default:
      if (!scalar(at)) return false;
      if (text[at] == 'n') {
        kind = sluice_json_null;
      } else {
        to = token_end(at);
      }
    }
    const int32_t column = columns.column(key);
    if (column < 0) return fail(key_at, sluice_json_too_many_columns);
    const sluice_json_field field = {base + from, base + to, kind};
    if (is_again ? !fields.replace(size_t(column), field) : !fields.put(size_t(column), field))
      return fail(key_at, sluice_json_duplicate_name);
    repeats = repeats || is_again;
    return picks.paths.empty() || text[at] != '[' || pick(size_t(column), at, inside, key_at);
  }

  /// Puts the values of all paths that lead into the array at `at` into their columns; it was found sound.
  bool pick(size_t column, uint32_t at, const uint32_t *inside, uint32_t key_at) {
    for (const Path &path : picks.paths) {
      if (path.array != columns.names[column]) continue;
      const int32_t target = columns.column(path.name);
      if (target < 0) return fail(key_at, sluice_json_too_many_columns);
      const sluice_json_field field = picks.take(path, text, end, base, at, inside);
      if (field.kind != sluice_json_absent && !fields.put(size_t(target), field)) {
        return fail(key_at, sluice_json_duplicate_name);
      }
    }
    return true;
  }

  uint32_t find(uint32_t parent, uint32_t previous, uint32_t from, uint32_t to) {
    std::string_view name(reinterpret_cast<const char *>(text + from), to - from);
    std::string unescaped;
    if (has_escapes && memchr(text + from, '\\', to - from) != nullptr) {
      unescaped.resize(name.size());
      auto *out = reinterpret_cast<uint8_t *>(unescaped.data());
      const uint8_t *bad;
      const uint8_t *stop = unescape<true>(text + from, text + to, out, bad);
      if (stop == nullptr) {
        fail_escape(bad);
        return Columns::none;
      }
      name = {unescaped.data(), size_t(stop - out)};
    }
    const uint32_t key = columns.find(parent, previous, name);
    if (key == Columns::none) fail(from - 1, sluice_json_too_many_columns);
    return key;
  }

  /// Whether a number, `true`, `false` or `null` stands at `at`, and nothing else up to the next token.
  bool scalar(uint32_t at) {
    const uint32_t stop = token_end(at);
    const std::string_view token(reinterpret_cast<const char *>(text + at), at < end ? stop - at : 0);
    if (token == "true" || token == "false" || token == "null") return true;
    if (token.empty()) return fail(at);
    return number_end(text + at, text + stop) == text + stop || fail(at);
  }

  /// Whether a sound value stands at `at`, inside `depth` containers; goes past it.
  bool skip(uint32_t at, int depth) {
    const uint8_t opener = byte(at);
    if (opener == '"') {
      const uint32_t stop = token_end(at) - 1;
      if (!has_escapes) return true;
      const uint8_t *bad;
      uint8_t nothing;
      return unescape<false>(text + at + 1, text + stop, &nothing, bad) != nullptr || fail_escape(bad);
    }
    if (opener != '[' && opener != '{') return scalar(at);
    if (depth == sluice_json_max_depth) return fail(at, sluice_json_too_deep);
    const uint8_t closer = opener + 2;
    if (byte(*next) == closer) {
      take();
      return true;
    }
    for (;;) {
      uint32_t value = take();
      if (opener == '{') {
        if (byte(value) != '"' || !skip(value, depth + 1)) return trouble.code != 0 ? false : fail(value);
        const uint32_t colon = take();
        if (byte(colon) != ':') return fail(colon);
        value = take();
      }
      if (!skip(value, depth + 1)) return false;
      const uint32_t after = take();
      if (byte(after) == closer) return true;
      if (byte(after) != ',') return fail(after);
    }
  }
};

}  // namespace sluice

#endif
