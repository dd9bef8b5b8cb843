#include "CPhoneNumber.h"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

/// The library talks on stdout unless it is given somebody else to talk to.
class Silence : public i18n::phonenumbers::Logger {
 public:
  void WriteMessage(const std::string &) override {}
  void WriteLevel() override {}
};

const PhoneNumberUtil &library() {
  static PhoneNumberUtil *const shared = [] {
    PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    util->SetLogger(new Silence());
    return util;
  }();
  return *shared;
}

int32_t type_of(PhoneNumberUtil::PhoneNumberType type) {
  switch (type) {
    case PhoneNumberUtil::FIXED_LINE: return SLUICE_PHONE_FIXED_LINE;
    case PhoneNumberUtil::MOBILE: return SLUICE_PHONE_MOBILE;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return SLUICE_PHONE_FIXED_LINE_OR_MOBILE;
    case PhoneNumberUtil::TOLL_FREE: return SLUICE_PHONE_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE: return SLUICE_PHONE_PREMIUM_RATE;
    case PhoneNumberUtil::SHARED_COST: return SLUICE_PHONE_SHARED_COST;
    case PhoneNumberUtil::VOIP: return SLUICE_PHONE_VOIP;
    case PhoneNumberUtil::PERSONAL_NUMBER: return SLUICE_PHONE_PERSONAL;
    case PhoneNumberUtil::PAGER: return SLUICE_PHONE_PAGER;
    case PhoneNumberUtil::UAN: return SLUICE_PHONE_UAN;
    case PhoneNumberUtil::VOICEMAIL: return SLUICE_PHONE_VOICEMAIL;
    default: return SLUICE_PHONE_INVALID;
  }
}

int32_t copy(const std::string &text, uint8_t *out, size_t room) {
  if (text.size() > room) return -1;
  std::memcpy(out, text.data(), text.size());
  return static_cast<int32_t>(text.size());
}

}  // namespace

extern "C" int32_t sluice_phone_parse(
    const uint8_t *text, size_t count, const uint8_t region[2], sluice_phone *out) {
  // The library refuses longer ones itself, after looking at them.
  if (count == 0 || count > 250) return 0;
  const std::string number(reinterpret_cast<const char *>(text), count);
  const std::string code = region[0] == 0 ? "ZZ" : std::string(reinterpret_cast<const char *>(region), 2);
  PhoneNumber parsed;
  if (library().Parse(number, code, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return 0;
  std::string e164;
  library().Format(parsed, PhoneNumberUtil::E164, &e164);
  out->e164_count = copy(e164, out->e164, sizeof out->e164);
  out->extension_count = copy(parsed.extension(), out->extension, sizeof out->extension);
  out->type = type_of(library().GetNumberType(parsed));
  return out->e164_count > 1 && out->extension_count >= 0;
}
