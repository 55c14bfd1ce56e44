// SPDX-License-Identifier: MIT
#include "incident/repeats.hpp"

#include "incident/distinct.hpp"

#include <algorithm>

namespace harmspot
{

namespace
{

struct Candidate {
    std::uint64_t reference = 0;
    std::uint64_t content = 0; ///< hash of the reference and of all mapped values
    std::uint32_t row = 0;

    friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

std::uint64_t content_of(const Incidents& incidents, std::size_t row, std::uint64_t reference)
{
    std::uint64_t hash = reference;
    for (const std::uint32_t value :
         {incidents.place[row], static_cast<std::uint32_t>(incidents.earliest_min[row]),
          static_cast<std::uint32_t>(incidents.latest_min[row]), static_cast<std::uint32_t>(incidents.precision[row]),
          incidents.offence[row], incidents.code[row], incidents.location[row], incidents.location_type[row],
          incidents.flags[row]}) {
        hash = hash_with(hash, value);
    }
    if (!incidents.own_area.empty()) {
        hash = hash_with(hash, incidents.own_area[row]);
    }
    return hash;
}

template <typename Value>
void keep_only(std::vector<Value>& values, const std::vector<std::uint8_t>& repeated)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (repeated[i] == 0) {
            values[kept++] = values[i];
        }
    }
    values.resize(kept);
}

void remove_rows(Incidents& incidents, const std::vector<std::uint8_t>& repeated)
{
    keep_only(incidents.place, repeated);
    keep_only(incidents.earliest_min, repeated);
    keep_only(incidents.latest_min, repeated);
    keep_only(incidents.precision, repeated);
    keep_only(incidents.offence, repeated);
    keep_only(incidents.code, repeated);
    keep_only(incidents.location, repeated);
    keep_only(incidents.location_type, repeated);
    if (!incidents.own_area.empty()) {
        keep_only(incidents.own_area, repeated);
    }
    keep_only(incidents.flags, repeated);
}

/// Rows with references that occur more than once, grouped by reference, then by content, then in order.
std::vector<Candidate> candidates_of(const std::vector<RowReference>& references, const Incidents& incidents)
{
    std::vector<Candidate> candidates;
    candidates.reserve(references.size());
    for (std::size_t row = 0; row < references.size(); ++row) {
        const std::uint64_t hash = references[row].hash;
        if (hash != 0) {
            candidates.push_back({hash, content_of(incidents, row, hash), static_cast<std::uint32_t>(row)});
        }
    }
    std::sort(candidates.begin(), candidates.end());
    return candidates;
}

} // namespace

void drop_repeats(const std::vector<RowReference>& references, Assembled& assembled)
{
    const auto candidates = candidates_of(references, assembled.incidents);
    std::vector<std::uint8_t> repeated(references.size(), 0);
    std::uint64_t last_differing = 0;
    bool any = false;
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        const auto& [reference, content, row] = candidates[i];
        if (reference != candidates[i - 1].reference) {
            continue;
        }
        if (content == candidates[i - 1].content) {
            const auto& from = references[row];
            repeated[row] = 1;
            any = true;
            assembled.rejects.push_back({from.file, from.line, RejectReason::duplicate});
            --assembled.used[from.file];
        } else if (reference != last_differing) {
            last_differing = reference;
            ++assembled.differing_ids;
        }
    }
    if (any) {
        remove_rows(assembled.incidents, repeated);
        std::sort(assembled.rejects.begin(), assembled.rejects.end(), [](const Reject& a, const Reject& b) {
            return a.input != b.input ? a.input < b.input : a.line < b.line;
        });
    }
}

} // namespace harmspot
