// SPDX-License-Identifier: MIT
#include "output/hubs_paper.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace harmspot
{

namespace
{

constexpr double kPage = 1030; ///< A4 less its margins
constexpr double kMostMapHeight = 400;
constexpr double kLeastMapHeight = 190;

double lines(std::size_t letters, double per_line)
{
    return std::max(1.0, std::ceil(static_cast<double>(letters) / per_line));
}

double row_height(const HubsReport& report, std::size_t site)
{
    constexpr double kLettersPerLine = 42;
    constexpr double kAuthorityPerLine = 22;
    constexpr double kLine = 14;
    constexpr double kPadding = 4;
    const auto& told = report.sites[site];
    return kPadding +
           kLine * std::max(lines(told.name.size(), kLettersPerLine), lines(told.authority.size(), kAuthorityPerLine));
}

double option_height(const HubsReport& report, std::size_t option)
{
    double height = 0;
    for (const auto site : sites_told(report, option)) {
        height += row_height(report, site);
    }
    return height;
}

void lay_out_first_page(const HubsReport& report, std::string_view title, std::string_view lead,
                        HubsPaperLayout& layout)
{
    constexpr double kFixed = 275; // marking, headings, keys
    constexpr std::size_t kMostElsewhere = 5;
    double left = kPage - kFixed - 28 * lines(title.size(), 52) - 18 * lines(lead.size(), 88);
    const auto choice = sites_told(report, 0);
    for (const auto site : choice) {
        const double height = row_height(report, site);
        if (left - height < kLeastMapHeight) {
            break;
        }
        left -= height;
        ++layout.choice_rows;
    }
    layout.options.push_back(0);
    std::size_t elsewhere = 0;
    for (std::size_t k = 1; k < report.options.size(); ++k) {
        elsewhere += report.options[k].elsewhere.empty() ? 0U : 1U;
        const double height = option_height(report, k);
        if (left - height >= kLeastMapHeight && elsewhere <= kMostElsewhere) {
            left -= height;
            layout.options.push_back(k);
        }
    }
    layout.map_height = std::clamp(left, kLeastMapHeight, kMostMapHeight);
}

void lay_out_second_page(const HubsReport& report, const std::vector<std::string>& small_print, HubsPaperLayout& layout)
{
    constexpr double kFixed = 500; // headings, the curve with what the plan would not do, keys and sums
    constexpr double kSmallLine = 12;
    constexpr double kSmallLetters = 78;
    constexpr double kRow = 19;
    constexpr std::size_t kLeastRows = 3;
    double small = 0;
    for (const auto& sentence : small_print) {
        small += lines(sentence.size(), kSmallLetters) * kSmallLine + 1;
    }
    const double left = kPage - kFixed - small / 2;
    const double per_area = layout.options.size() > 1 ? 2 * kRow : kRow; // in both tables
    const auto most = std::max(kLeastRows, static_cast<std::size_t>(std::max(0.0, left / per_area)));
    std::vector<std::size_t> order(report.areas.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return report.areas[a].all.demand > report.areas[b].all.demand;
    });
    if (order.size() > most) {
        order.resize(most - 1);
    }
    std::sort(order.begin(), order.end());
    for (const auto k : order) {
        layout.areas.push_back(report.areas[k].name);
    }
    layout.other_areas = report.areas.size() - order.size();
}

} // namespace

HubsPaperLayout hubs_paper_layout(const HubsReport& report, std::string_view title, std::string_view lead,
                                  const std::vector<std::string>& small_print)
{
    HubsPaperLayout layout;
    lay_out_first_page(report, title, lead, layout);
    lay_out_second_page(report, small_print, layout);
    return layout;
}

std::vector<std::size_t> sites_told(const HubsReport& report, std::size_t option)
{
    std::vector<std::size_t> told;
    for (const auto site : report.options[option].sites) {
        if (option == 0 || report.sites[site].role != HubRole::chosen) {
            told.push_back(site);
        }
    }
    return told;
}

char option_letter(std::size_t shown)
{
    return static_cast<char>('A' + shown);
}

} // namespace harmspot
