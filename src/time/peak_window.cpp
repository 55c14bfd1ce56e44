// SPDX-License-Identifier: MIT
#include "harmspot/week_profile.hpp"

#include <fmt/format.h>

#include <array>
#include <numeric>
#include <string_view>

namespace harmspot
{

namespace
{

/// Two sums of the same shares in another order differ by no more than this.
constexpr double kSumTolerance = 1e-9;

constexpr std::array<std::string_view, kDaysPerWeek> kWeekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/// What lies in `hours` hours from hour `from` of `day`, running into the next days; and past Sunday into Monday.
class RunSums
{
public:
    explicit RunSums(const std::array<double, kHoursPerWeek>& values)
    {
        for (std::size_t i = 0; i < kLength; ++i) {
            m_before[i + 1] = m_before[i] + values[i % kHoursPerWeek];
        }
    }
    [[nodiscard]] double of(std::size_t day, std::size_t from, std::size_t hours) const
    {
        const std::size_t start = day % kDaysPerWeek * kHoursPerDay + from;
        return m_before[start + hours] - m_before[start];
    }

private:
    static constexpr std::size_t kLength = kHoursPerWeek + 2 * kHoursPerDay;
    std::array<double, kLength + 1> m_before{};
};

double held(const RunSums& sums, const PeakWindow& window)
{
    double sum = 0;
    for (std::size_t day = 0; day < window.days; ++day) {
        sum += sums.of(window.first_day + day, window.from_hour, window.hours);
    }
    return sum;
}

/// Whether a window that holds `share` in `size` hours is to be preferred to `best`; on a tie the earlier stays.
bool better(double share, std::uint32_t size, const PeakWindow& best)
{
    const std::uint32_t best_size = best.days * best.hours;
    return best_size == 0 || size < best_size || (size == best_size && share > best.share + kSumTolerance);
}

} // namespace

std::optional<PeakWindow> peak_window(const WeekProfile& profile, double share)
{
    const double all = std::accumulate(profile.incidents.begin(), profile.incidents.end(), 0.0);
    if (!(all > 0)) {
        return std::nullopt;
    }
    const RunSums sums(profile.incidents);
    PeakWindow best;
    for (std::uint32_t first_day = 0; first_day < kDaysPerWeek; ++first_day) {
        for (std::uint32_t from = 0; from < kHoursPerDay; ++from) {
            for (std::uint32_t hours = 1; hours <= kHoursPerDay; ++hours) {
                double sum = 0;
                for (std::uint32_t days = 1; days <= kDaysPerWeek; ++days) {
                    sum += sums.of(first_day + days - 1, from, hours);
                    const double here = sum / all;
                    if (here >= share - kSumTolerance && better(here, days * hours, best)) {
                        best = {first_day, days, from, hours, here, 0};
                    }
                }
            }
        }
    }
    const double harm = std::accumulate(profile.harm.begin(), profile.harm.end(), 0.0);
    best.harm_share = harm > 0 ? held(RunSums(profile.harm), best) / harm : 0;
    return best;
}

std::string peak_days_text(const PeakWindow& window)
{
    if (window.days == kDaysPerWeek) {
        return "every day";
    }
    const auto first = weekday_text(window.first_day);
    return window.days == 1
               ? std::string(first)
               : fmt::format("{} to {}", first, weekday_text((window.first_day + window.days - 1) % kDaysPerWeek));
}

std::string peak_from_text(const PeakWindow& window)
{
    return fmt::format("{:02}:00", window.from_hour);
}

std::string peak_to_text(const PeakWindow& window)
{
    return fmt::format("{:02}:00", (window.from_hour + window.hours) % kHoursPerDay);
}

std::string_view weekday_text(std::size_t day)
{
    return kWeekdays[day];
}

} // namespace harmspot
