// SPDX-License-Identifier: MIT
#include "incident/read_warnings.hpp"

#include "geo/crs.hpp"
#include "incident/encoding.hpp"
#include "incident/words.hpp"

#include <fmt/format.h>

namespace harmspot
{

namespace
{

std::uint64_t out_of_period(const InputReport& input)
{
    return input.rejected[static_cast<std::size_t>(RejectReason::out_of_period)];
}

/// \param earlier_too whether rows before the period are wanted in the files though they do not count
void warn_about_files(const RowReport& report, bool earlier_too, std::vector<std::string>& warnings)
{
    for (const auto& input : report.inputs) {
        if (input.encoding == encoding_text(Encoding::windows_1252)) {
            warnings.push_back(fmt::format("{} is not UTF-8; read as Windows-1252.", input.path));
        }
        if (input.rows == 0) {
            warnings.push_back(fmt::format("{} has a header but no rows.", input.path));
        } else if (input.used == 0 && !(earlier_too && input.rows == out_of_period(input))) {
            warnings.push_back(
                fmt::format("{}: none of its {} could be used.", input.path, counted(input.rows, "row", "rows")));
        }
    }
}

void warn_about_accuracy(const CrsReport& crs, std::vector<std::string>& warnings)
{
    constexpr double kGoodEnoughM = 1.0;
    if (crs.accuracy_m <= kGoodEnoughM) {
        return;
    }
    const bool ostn15_would_help = crs.target_epsg == kBritishNationalGrid && !crs.grid_used && !has_ostn15();
    warnings.push_back(fmt::format("Positions could be {:.3g} m out{}", crs.accuracy_m,
                                   ostn15_would_help ? ": the OSTN15 file is missing. Use --proj-data." : "."));
}

} // namespace

std::vector<std::string> read_warnings(const Assembled& assembled, const RowReport& report, const ColumnMap& map,
                                       bool earlier_too)
{
    std::vector<std::string> warnings;
    warn_about_files(report, earlier_too, warnings);
    if (report.no_coordinates > 0) {
        warnings.push_back(fmt::format("Without coordinates: {} of {} used.", report.no_coordinates,
                                       counted(assembled.incidents.size(), "row", "rows")));
    }
    warn_about_accuracy(report.crs, warnings);
    if (assembled.differing_ids > 0) {
        warnings.push_back(fmt::format("{} on rows that differ; all of them are kept.",
                                       counted(assembled.differing_ids, "reference stands", "references stand")));
    }
    if (!assembled.flags_left_out.empty()) {
        warnings.push_back(
            fmt::format("The column '{}' lists {} more than can be told apart; those that no theme names "
                        "are left out.",
                        map.flag_list, counted(assembled.flags_left_out.size(), "flag", "flags")));
    }
    return warnings;
}

} // namespace harmspot
