// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace harmspot::sample
{

/// When an offence tends to happen, and how well that is known.
enum class When : std::uint8_t {
    evening,    ///< mostly after school and in the evening, known to the minute
    any_hour,   ///< any waking hour, known to the minute
    night_out,  ///< weekend nights, known to the minute
    shop_hours, ///< 9 to 18, known to the quarter of an hour
    home_empty, ///< somebody was out: hours to days between the last and the first look
    premises,   ///< found when the shop or office opens
    overnight,  ///< found in the morning
};

/// Where an offence tends to happen.
enum class Where : std::uint8_t { home, street, shop, licensed, anywhere };

/// One row of the sample's offence list. The codes are the Home Office's; the weights are invented.
struct Offence {
    std::string_view code;
    std::string_view local_code; ///< another spelling some rows use (configs/sample_codes.csv), or empty
    std::string_view text;
    std::string_view category; ///< data.police.uk's crime type
    double share = 0;          ///< of all incidents, per thousand
    double harm_days = 0;      ///< as in configs/harm/sample.csv
    When when = When::any_hour;
    Where where = Where::anywhere;
    double domestic = 0; ///< chance of each flag
    double knife = 0;
    double alcohol = 0;
    double drugs = 0;
};

[[nodiscard]] std::span<const Offence> offences();

/// Place of `code` in `offences()`. \pre the code is one of them
[[nodiscard]] std::uint16_t offence_number(std::string_view code);

} // namespace harmspot::sample
