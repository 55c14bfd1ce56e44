// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/incidents.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// A weight above this is a slip, and sums of it would lose digits.
inline constexpr double kMostHarm = 1e9;

/// Versioned harm weights: what one incident of a code or category weighs.
struct HarmTable {
    struct Row {
        std::string code; ///< offence code or category, compared after trimming, case-insensitively
        double weight = 0;
    };
    std::string path; ///< as the user wrote it; "count" for the built-in table that weighs every incident 1
    std::string sha256;
    std::string unit; ///< "days", "incidents"
    std::string source;
    std::string vintage;
    std::vector<Row> rows; ///< sorted by code

    [[nodiscard]] bool is_count() const { return path == "count"; }
    [[nodiscard]] std::optional<double> weight_of(const std::string& code) const;
};

/// What an incident weighs that the table does not know.
struct UnmatchedPolicy {
    enum class Kind { error, zero, weight } kind = Kind::error;
    double weight = 0;
};

struct UnmatchedCode {
    std::string code;
    std::uint64_t incidents = 0;
};

/// Raw harm per incident, in the table's unit.
struct HarmColumn {
    std::vector<double> harm;
    std::vector<UnmatchedCode> unmatched; ///< most frequent first, then by code
    std::string joined_by;                ///< "code" or "offence"
};

/// Reads a CSV with the columns code, weight, unit, source, vintage (unit, source and vintage alike in
/// every row). \throws InputError with file and line for a negative, non-finite or repeated weight
[[nodiscard]] HarmTable read_harm_table(const std::string& path, const std::string& as_written);
/// Every incident weighs 1 incident.
[[nodiscard]] HarmTable count_table();

/// Joins by `codes` when the incidents have any, else by `offences`.
/// \throws InputError listing the unmatched codes with counts when the policy is `error`
[[nodiscard]] HarmColumn weigh(const Incidents& incidents, const HarmTable& table, UnmatchedPolicy policy);

/// How harm is turned into the weight that detection and ranking use. Never called days.
struct WeightTransform {
    enum class Kind { none, sqrt, log1p, cap } kind = Kind::none;
    double cap = 0;            ///< in the table's unit, for `cap`
    double half_life_days = 0; ///< 0 = no recency weighting
    [[nodiscard]] bool changes_anything() const { return kind != Kind::none || half_life_days > 0; }
};

/// transform(harm) × 2^(−age / half-life), the age in days from an incident's latest minute to
/// `reference_min` (never negative).
[[nodiscard]] std::vector<double> detection_weights(const Incidents& incidents, const std::vector<double>& harm,
                                                    const WeightTransform& transform, std::int32_t reference_min);

} // namespace harmspot
