// Writes Tables/countries.tsv: what countries are called in many languages, by ICU's own data (CLDR), and their codes.
#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>
#include <unicode/uversion.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>

int main() {
  const char *languages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu",
      "ro", "bg", "hr", "sr", "sl", "et", "lv", "lt", "el", "tr", "ru", "uk", "ar", "he", "fa", "hi", "th", "vi", "id",
      "ja", "ko", "zh", "zh_Hant", "ca", "is", "ga", "en_US", "pt_PT"};
  UErrorCode status = U_ZERO_ERROR;
  icu::Transliterator *plain = icu::Transliterator::createInstance("Latin-ASCII", UTRANS_FORWARD, status);
  if (U_FAILURE(status)) return 1;
  std::map<std::string, std::string> codes;
  std::set<std::string> doubtful;
  for (const char *language : languages) {
    for (const char *const *code = uloc_getISOCountries(); *code; ++code) {
      icu::Locale region("und", *code);
      if (std::string(region.getISO3Country()).empty()) continue;
      icu::UnicodeString name;
      region.getDisplayCountry(icu::Locale(language), name);
      name.foldCase();
      // As it is, and as people type it who have no accents.
      for (int turn = 0; turn < 2; ++turn) {
        std::string text;
        name.toUTF8String(text);
        // Where a language has no name of its own it gives the code.
        if (text.size() < 3) continue;
        auto [at, isNew] = codes.emplace(text, *code);
        if (!isNew && at->second != *code) doubtful.insert(text);
        plain->transliterate(name);
        name.foldCase();
      }
    }
  }
  for (const char *const *code = uloc_getISOCountries(); *code; ++code) {
    std::string three = icu::Locale("und", *code).getISO3Country();
    for (char &c : three) c |= 0x20;
    if (three.size() == 3) codes.emplace(three, *code);
  }
  std::printf("# Names of countries in %zu languages, case folded, and their ISO 3166 codes: made by Generator/generate.sh\n"
              "# from ICU %s (CLDR, https://cldr.unicode.org, Unicode-3.0). Not to be edited; see country-aliases.tsv.\n",
              sizeof languages / sizeof *languages, U_ICU_VERSION);
  for (auto &[name, code] : codes)
    if (!doubtful.count(name)) std::printf("%s\t%s\n", name.c_str(), code.c_str());
}
