#include "CRE2.h"

#include <re2/re2.h>

struct sluice_re2 {
  re2::RE2 re;
};

static re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  // Program and automaton together; past it RE2 goes on with its slower engine, or refuses the pattern.
  options.set_max_mem(4 << 20);
  return options;
}

static re2::StringPiece piece(const unsigned char *text, size_t count) {
  return re2::StringPiece(text ? reinterpret_cast<const char *>(text) : "", count);
}

extern "C" {

sluice_re2 *sluice_re2_new(const char *pattern, size_t count) {
  return new sluice_re2{{re2::StringPiece(pattern, count), options()}};
}

void sluice_re2_free(sluice_re2 *re) { delete re; }

const char *sluice_re2_error(const sluice_re2 *re) { return re->re.ok() ? nullptr : re->re.error().c_str(); }

int sluice_re2_groups(const sluice_re2 *re) { return re->re.NumberOfCapturingGroups(); }

bool sluice_re2_matches(const sluice_re2 *re, const unsigned char *text, size_t count) {
  return re->re.Match(piece(text, count), 0, count, re2::RE2::UNANCHORED, nullptr, 0);
}

bool sluice_re2_capture(const sluice_re2 *re, const unsigned char *text, size_t count, size_t *start, size_t *end) {
  const re2::StringPiece whole = piece(text, count);
  const int group = re->re.NumberOfCapturingGroups() > 0 ? 1 : 0;
  re2::StringPiece found[2];
  if (!re->re.Match(whole, 0, count, re2::RE2::UNANCHORED, found, group + 1)) return false;
  const bool took_part = found[group].data() != nullptr;
  *start = took_part ? found[group].data() - whole.data() : 0;
  *end = took_part ? *start + found[group].size() : 0;
  return true;
}
}
