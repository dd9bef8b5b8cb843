// Writes PlainNumbers.inc from the metadata inside the installed libphonenumber: for every calling code an automaton
// over the digits of the national number that tells its type, or that libphonenumber must be asked (a prefix that is
// dialled only within the country may have to go). generate.sh builds and runs it.
#include <phonenumbers/phonemetadata.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace i18n { namespace phonenumbers { int metadata_size(); const void *metadata_get(); } }
using namespace i18n::phonenumbers;

// MARK: The regular expressions of the metadata: digits, classes, groups, alternatives, ?, {n}, {n,m}, *, +.

struct Nfa {
  std::vector<std::vector<int>> empty;
  std::vector<std::map<int, std::vector<int>>> on;
  int node() { empty.push_back({}); on.push_back({}); return static_cast<int>(empty.size()) - 1; }
};

struct Parser {
  Nfa &nfa; const std::string &text; size_t at = 0;
  struct Piece { int from, to; };
  [[noreturn]] void fail() { std::fprintf(stderr, "cannot read %s at %zu\n", text.c_str(), at); std::exit(1); }
  Piece alternatives() {
    Piece all{nfa.node(), nfa.node()};
    for (;;) {
      Piece one = sequence();
      nfa.empty[all.from].push_back(one.from);
      nfa.empty[one.to].push_back(all.to);
      if (at < text.size() && text[at] == '|') { ++at; continue; }
      return all;
    }
  }
  Piece sequence() {
    int start = nfa.node(), end = start;
    while (at < text.size() && text[at] != '|' && text[at] != ')') {
      // Without the end of the number a prefix matches more, and what it matches is asked for.
      if (text[at] == '$') { ++at; continue; }
      size_t begin = at;
      Piece piece = atom();
      int least = 1, most = 1;
      if (at < text.size()) {
        if (text[at] == '?') { least = 0; ++at; }
        else if (text[at] == '*') { least = 0; most = 20; ++at; }
        else if (text[at] == '+') { most = 20; ++at; }
        else if (text[at] == '{') {
          ++at; least = number(); most = least;
          if (text[at] == ',') { ++at; most = number(); }
          if (text[at++] != '}') fail();
        }
      }
      size_t after = at;
      for (int turn = 0; turn < most; ++turn) {
        if (turn > 0) { at = begin; piece = atom(); }
        nfa.empty[end].push_back(piece.from);
        int skip = nfa.node();
        nfa.empty[piece.to].push_back(skip);
        if (turn >= least) nfa.empty[end].push_back(skip);
        end = skip;
      }
      at = after;
    }
    return {start, end};
  }
  int number() { int value = 0; while (at < text.size() && isdigit(text[at])) value = value * 10 + text[at++] - '0'; return value; }
  Piece atom() {
    if (text[at] == '(') {
      ++at;
      if (text.compare(at, 2, "?:") == 0) at += 2; else if (text[at] == '?') fail();
      Piece inner = alternatives();
      if (at >= text.size() || text[at++] != ')') fail();
      return inner;
    }
    std::set<int> digits;
    if (text[at] == '[') {
      ++at;
      while (text[at] != ']') {
        if (!isdigit(text[at])) fail();
        int low = text[at++] - '0', high = low;
        if (text[at] == '-') { ++at; high = text[at++] - '0'; }
        for (int digit = low; digit <= high; ++digit) digits.insert(digit);
      }
      ++at;
    } else if (text[at] == '\\') {
      if (text[at + 1] != 'd') fail();
      at += 2;
      for (int digit = 0; digit < 10; ++digit) digits.insert(digit);
    } else if (isdigit(text[at])) {
      digits.insert(text[at++] - '0');
    } else {
      fail();
    }
    Piece piece{nfa.node(), nfa.node()};
    for (int digit : digits) nfa.on[piece.from][digit].push_back(piece.to);
    return piece;
  }
};

struct Pattern { int start = -1, end = -1; };

Nfa nfa;
Pattern compile(const std::string &text) {
  if (text.empty() || text == "NA") return {};
  std::string clean;
  for (char c : text) if (!isspace(static_cast<unsigned char>(c))) clean += c;
  Parser parser{nfa, clean};
  auto piece = parser.alternatives();
  if (parser.at != clean.size()) parser.fail();
  return {piece.from, piece.to};
}

using States = std::vector<int>;
States closed(States states) {
  std::set<int> seen(states.begin(), states.end());
  while (!states.empty()) {
    int state = states.back(); states.pop_back();
    for (int next : nfa.empty[state]) if (seen.insert(next).second) states.push_back(next);
  }
  return States(seen.begin(), seen.end());
}
States step(const States &states, int digit) {
  States next;
  for (int state : states) {
    auto found = nfa.on[state].find(digit);
    if (found != nfa.on[state].end()) next.insert(next.end(), found->second.begin(), found->second.end());
  }
  return closed(next);
}
bool holds(const States &states, int state) { return std::binary_search(states.begin(), states.end(), state); }

// MARK: Numbering plans.

struct Kind { Pattern pattern; std::set<int> lengths; };
struct Plan {
  Pattern leading, general;
  std::set<int> lengths;
  std::vector<Kind> kinds;  // in the library's order of asking
  bool sameMobile;
};

const int kindCount = 10;
const int typeOfKind[kindCount] = {5, 4, 6, 7, 8, 9, 10, 11, 1, 2};

Kind kind(const PhoneMetadata &plan, const PhoneNumberDesc &desc) {
  Kind kind;
  kind.pattern = compile(desc.national_number_pattern());
  for (int length : desc.possible_length()) kind.lengths.insert(length);
  if (kind.lengths.empty()) for (int length : plan.general_desc().possible_length()) kind.lengths.insert(length);
  return kind;
}

Plan read(const PhoneMetadata &from) {
  Plan plan;
  plan.leading = compile(from.leading_digits());
  plan.general = compile(from.general_desc().national_number_pattern());
  for (int length : from.general_desc().possible_length()) plan.lengths.insert(length);
  for (const PhoneNumberDesc *desc : {
           &from.premium_rate(), &from.toll_free(), &from.shared_cost(), &from.voip(), &from.personal_number(),
           &from.pager(), &from.uan(), &from.voicemail(), &from.fixed_line(), &from.mobile()})
    plan.kinds.push_back(kind(from, *desc));
  plan.sameMobile = from.same_mobile_and_fixed_line_pattern();
  return plan;
}

// MARK: Automata, minimal as they are built from their ends: a state is its label and what follows.

const int needsLibrary = 15;
const int longest = 17;

struct Node { int label; int next[10]; bool operator<(const Node &other) const {
  return std::tie(label) != std::tie(other.label) ? label < other.label
                                                  : std::lexicographical_compare(next, next + 10, other.next, other.next + 10); } };
std::vector<Node> nodes;
std::map<Node, int> numbers;
int number(const Node &node) {
  auto found = numbers.find(node);
  if (found != numbers.end()) return found->second;
  nodes.push_back(node);
  return numbers[node] = static_cast<int>(nodes.size()) - 1;
}

struct Builder {
  std::vector<Plan> plans;
  Pattern prefix;
  std::map<std::tuple<int, States, std::vector<char>>, int> known;
  std::map<int, int> stuck;
  std::vector<Pattern> all;

  int label(int length, const States &states, const std::vector<char> &led) {
    for (size_t index = 0; index < plans.size(); ++index) {
      const Plan &plan = plans[index];
      int type = this->type(plan, length, states);
      if (plans.size() == 1) return type;
      if (plan.leading.start >= 0) { if (!led[index]) continue; return type; }
      if (type != 0) return type;
    }
    return 0;
  }
  bool matches(const Kind &kind, int length, const States &states) {
    return kind.pattern.end >= 0 && kind.lengths.count(length) && holds(states, kind.pattern.end);
  }
  int type(const Plan &plan, int length, const States &states) {
    if (plan.general.end < 0 || !plan.lengths.count(length) || !holds(states, plan.general.end)) return 0;
    for (int index = 0; index < 8; ++index) if (matches(plan.kinds[index], length, states)) return typeOfKind[index];
    bool fixed = matches(plan.kinds[8], length, states);
    if (fixed) {
      if (plan.sameMobile) return 3;
      return matches(plan.kinds[9], length, states) ? 3 : 1;
    }
    if (!plan.sameMobile && matches(plan.kinds[9], length, states)) return 2;
    return 0;
  }
  /// The state in which every longer number is to be asked for.
  int asked(int length) {
    auto found = stuck.find(length);
    if (found != stuck.end()) return found->second;
    Node node{needsLibrary, {}};
    for (int &next : node.next) next = length < longest ? asked(length + 1) : -1;
    return stuck[length] = ::number(node);
  }
  int build(int length, const States &states, std::vector<char> led) {
    if (prefix.end >= 0 && holds(states, prefix.end)) return asked(length);
    for (size_t index = 0; index < plans.size(); ++index)
      if (plans[index].leading.end >= 0 && holds(states, plans[index].leading.end)) led[index] = 1;
    auto key = std::make_tuple(length, states, led);
    auto found = known.find(key);
    if (found != known.end()) return found->second;
    Node node{length < 2 ? needsLibrary : label(length, states, led), {}};
    for (int digit = 0; digit < 10; ++digit)
      node.next[digit] = length < longest ? build(length + 1, step(states, digit), led) : -1;
    return known[key] = ::number(node);
  }
  int run() {
    States start;
    auto add = [&](const Pattern &pattern) { if (pattern.start >= 0) start.push_back(pattern.start); };
    add(prefix);
    for (Plan &plan : plans) { add(plan.leading); add(plan.general); for (Kind &kind : plan.kinds) add(kind.pattern); }
    return build(0, closed(start), std::vector<char>(plans.size(), 0));
  }
};

// MARK: What 00 means in a region that dials from there.

States after(const States &states, const char *digits) {
  States next = states;
  for (; *digits; ++digits) next = step(next, *digits - '0');
  return next;
}
States begin(const Pattern &pattern) { return pattern.start < 0 ? States() : closed({pattern.start}); }
bool leads(const States &states) {
  for (int state : states) if (!nfa.on[state].empty()) return true;
  return false;
}
/// Whether exactly 00 is dialled before a country code where a number begins with it.
bool dialsAbroad(const PhoneMetadata &plan) {
  const Pattern prefix = compile(plan.international_prefix());
  const States states = after(begin(prefix), "00");
  return prefix.end >= 0 && holds(states, prefix.end) && !leads(states);
}
/// Whether 00 is dialled before nothing and no number begins with a zero: one that does is the region's own, and invalid.
bool hasNoZero(const PhoneMetadata &plan) {
  const Pattern prefix = compile(plan.international_prefix());
  if (!after(begin(prefix), "00").empty() || holds(after(begin(prefix), "0"), prefix.end)) return false;
  return after(begin(compile(plan.national_prefix_for_parsing())), "0").empty()
      && after(begin(compile(plan.general_desc().national_number_pattern())), "0").empty();
}

int main(int argc, char **argv) {
  PhoneMetadataCollection metadata;
  if (!metadata.ParseFromArray(metadata_get(), metadata_size())) return 1;
  std::map<int, std::vector<const PhoneMetadata *>> byCode;
  std::vector<std::string> dial00, noZero;
  std::map<std::string, int> codes;
  for (const PhoneMetadata &plan : metadata.metadata()) {
    byCode[plan.country_code()].push_back(&plan);
    codes[plan.id()] = plan.country_code();
    if (plan.id().size() != 2 || !isalpha(plan.id()[0])) continue;
    if (dialsAbroad(plan)) dial00.push_back(plan.id());
    else if (hasNoZero(plan)) noZero.push_back(plan.id());
  }
  std::map<int, int> roots;
  for (auto &[code, plans] : byCode) {
    // The library asks the main country first, the others in the order of the metadata.
    std::stable_partition(plans.begin(), plans.end(), [](const PhoneMetadata *plan) { return plan->main_country_for_code(); });
    Builder builder;
    for (const PhoneMetadata *plan : plans) builder.plans.push_back(read(*plan));
    builder.prefix = compile(plans[0]->national_prefix_for_parsing());
    roots[code] = builder.run();
  }
  // Tables: the label and ten links per state; equal rows of links are kept once.
  std::printf("// Numbering plans as automata, made by Generator/generate.sh from the metadata of libphonenumber %s\n", argc > 1 ? argv[1] : "?");
  std::printf("// (https://github.com/google/libphonenumber, Apache-2.0). Not to be edited.\n");
  std::printf("static const uint8_t plain_labels[%zu] = {", nodes.size());
  for (size_t index = 0; index < nodes.size(); ++index) std::printf("%s%d,", index % 64 ? "" : "\n", nodes[index].label);
  std::printf("\n};\nstatic const uint16_t plain_next[%zu][10] = {\n", nodes.size());
  for (const Node &node : nodes) {
    std::printf("{");
    for (int next : node.next) std::printf("%d,", next < 0 ? 65535 : next);
    std::printf("},\n");
  }
  std::printf("};\nstatic const struct { uint16_t code, root; } plain_codes[%zu] = {\n", roots.size());
  for (auto &[code, root] : roots) std::printf("{%d, %d},\n", code, root);
  std::printf("};\nstatic const char plain_dial00[] = \"");
  std::sort(dial00.begin(), dial00.end());
  for (auto &id : dial00) std::printf("%s", id.c_str());
  std::printf("\";\nstatic const struct { char region[3]; uint16_t code; } plain_no_zero[%zu] = {\n", noZero.size());
  std::sort(noZero.begin(), noZero.end());
  for (auto &id : noZero) std::printf("{\"%s\", %d},\n", id.c_str(), codes[id]);
  std::printf("};\n");
  std::fprintf(stderr, "%zu states, %zu codes\n", nodes.size(), roots.size());
  return nodes.size() < 65535 ? 0 : 1;
}
