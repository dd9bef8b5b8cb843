#include "CSimdJSON.h"

#include "Line.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <simdjson.h>

using namespace sluice;

namespace {

/// Lines are indexed in windows of about this size: the index then stays in the cache.
constexpr size_t window_size = 128 << 10;

/// Fields per byte of input that absent columns may cost, and how many may be saved up: with many columns and tiny
/// records memory would otherwise grow with their product.
constexpr int64_t fields_per_byte = 16;
constexpr int64_t fields_saved = 4 << 20;

}  // namespace

struct sluice_json {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> indexer;
  Columns columns;
  Fields fields;
  Picks picks;
  std::vector<sluice_json_record> records;
  std::vector<sluice_json_refusal> refusals;
  int64_t allowance = fields_saved;
  uint8_t *chunk = nullptr;
  uint32_t base = 0, lines = 0, numbers = 0, repeated_line = 0, repeated_number = 0;

  /// Indexes a text; false where simdjson refuses it.
  bool index(const uint8_t *text, size_t count) {
    if (indexer->capacity() < count && indexer->set_capacity(count)) return false;
    const auto error = indexer->stage1(text, count, simdjson::stage1_mode::regular);
    if (error == simdjson::EMPTY) indexer->structural_indexes[0] = uint32_t(count);
    return error == simdjson::SUCCESS || error == simdjson::EMPTY;
  }

  void refuse(size_t start, size_t end, Trouble trouble) {
    refusals.push_back({uint32_t(start), uint32_t(end), lines, numbers++, trouble.column, trouble.code});
  }

  /// Reads one line whose structure is indexed from `structure` on; `origin` is where the index counts from.
  const uint32_t *take(size_t origin, size_t start, size_t end, const uint32_t *structure) {
    const uint32_t stop = uint32_t(end - origin);
    if (*structure >= stop) return structure;  // nothing but white space
    allowance = std::min(fields_saved, allowance + int64_t(end - start) * fields_per_byte);
    const Columns::Mark mark = columns.mark();
    const size_t first = fields.begin();
    const size_t first_picked = picks.bytes.size();
    Line line(chunk + origin, uint32_t(start - origin), stop, structure, base + uint32_t(origin), columns, fields, picks);
    Trouble trouble = line.read();
    if (trouble.code == 0 && int64_t(fields.count - first) > allowance) trouble = {sluice_json_too_many_columns, 0};
    if (trouble.code == 0) {
      allowance -= int64_t(fields.count - first);
      if (line.repeats && repeated_number == 0) repeated_line = lines, repeated_number = numbers + 1;
      records.push_back({uint32_t(start), lines, numbers++, uint32_t(fields.count)});
    } else {
      fields.count = first;
      columns.rewind(mark);
      picks.bytes.resize(first_picked);
      refuse(start, end, trouble);
    }
    while (*structure < stop) structure++;
    return structure;
  }

  /// Reads a line on its own: its window holds a line that simdjson refuses, maybe this one.
  void take_alone(size_t start, size_t end) {
    const uint8_t *text = chunk + start;
    if (end - start > sluice_json_max_line) {
      refuse(start, end, {sluice_json_too_large, 0});
    } else if (index(text, end - start)) {
      take(start, start, end, indexer->structural_indexes.get());
    } else if (const uint8_t *bad = utf8_trouble(text, chunk + end); bad < chunk + end) {
      refuse(start, end, {sluice_json_invalid_utf8, uint32_t(bad - text) + 1});
    } else {
      refuse(start, end, {sluice_json_malformed, uint32_t(string_trouble(text, chunk + end) - text) + 1});
    }
  }

  /// Reads the lines of [start, end). Whole windows are indexed at once: where simdjson finds no fault no string holds
  /// a line end, so each line reads as it would on its own. One faulty line, and the window is read line by line.
  void read(size_t start, size_t end) {
    const bool together = end - start <= sluice_json_max_line && index(chunk + start, end - start);
    const size_t origin = start;
    const uint32_t *structure = together ? indexer->structural_indexes.get() : nullptr;
    while (start < end) {
      const void *found = memchr(chunk + start, '\n', end - start);
      const size_t stop = found != nullptr ? size_t(static_cast<const uint8_t *>(found) - chunk) : end;
      const size_t text_end = stop > start && chunk[stop - 1] == '\r' ? stop - 1 : stop;
      if (together) {
        structure = take(origin, start, text_end, structure);
      } else {
        take_alone(start, text_end);
      }
      if (found != nullptr) lines++;
      start = stop + 1;
    }
  }
};

sluice_json *sluice_json_create(void) {
  auto *parser = new (std::nothrow) sluice_json;
  if (parser == nullptr) return nullptr;
  // The active implementation is the best one this machine has: the choice is made when the program runs.
  const auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
      window_size, sluice_json_max_depth, parser->indexer);
  if (error) {
    delete parser;
    return nullptr;
  }
  return parser;
}

void sluice_json_free(sluice_json *parser) { delete parser; }

bool sluice_json_parse(sluice_json *parser, uint8_t *bytes, size_t count, size_t base, sluice_json_output *output) {
  if (count > sluice_json_max_chunk || base > sluice_json_max_chunk - count) return false;
  parser->chunk = bytes;
  parser->base = uint32_t(base);
  parser->lines = parser->numbers = parser->repeated_line = parser->repeated_number = 0;
  parser->fields.count = 0;
  parser->picks.bytes.clear();
  parser->picks.base = uint32_t(base + count);
  parser->records.clear();
  parser->refusals.clear();
  size_t start = 0;
  while (start < count) {
    size_t end = std::min(count, start + window_size);
    if (end < count) {
      const void *last = memrchr(bytes + start, '\n', end - start);
      if (last == nullptr) last = memchr(bytes + end, '\n', count - end);
      end = last != nullptr ? size_t(static_cast<const uint8_t *>(last) - bytes) + 1 : count;
    }
    parser->read(start, end);
    start = end;
  }
  if (parser->picks.bytes.size() > sluice_json_max_chunk - count - base) return false;
  *output = {
      parser->fields.data(), parser->fields.count, parser->records.data(), parser->records.size(),
      parser->refusals.data(), parser->refusals.size(), parser->columns.names.size(),
      parser->picks.bytes.data(), parser->picks.bytes.size(), parser->lines, parser->numbers,
      parser->repeated_line, parser->repeated_number,
  };
  return true;
}

bool sluice_json_expect(sluice_json *parser, const char *path, size_t count) {
  return parser->picks.expect({path, count});
}

const uint8_t *sluice_json_column(const sluice_json *parser, size_t index, size_t *count) {
  const std::string &name = parser->columns.names[index];
  *count = name.size();
  return reinterpret_cast<const uint8_t *>(name.data());
}

bool sluice_is_utf8(const uint8_t *bytes, size_t count) {
  return count == 0 || simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count);
}
