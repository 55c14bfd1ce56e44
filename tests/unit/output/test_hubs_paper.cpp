// SPDX-License-Identifier: MIT
#include "output/hubs_paper.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace harmspot;

namespace
{

/// A plan of `hubs` new hubs in as many of `areas` areas, five neighbours of each, and one option in every other area.
HubsReport plan_of(std::size_t hubs, std::size_t areas, std::size_t name_length)
{
    HubsReport report;
    report.title = "Plan";
    report.unit = "days";
    report.authority_layer = "authority";
    report.new_hubs = hubs;
    const auto add_site = [&](HubRole role, std::size_t area) {
        HubSite site;
        site.name = std::string(name_length, 'n');
        site.role = role;
        site.authority = fmt::format("Area {}", area);
        site.at = {400'000 + 1000.0 * static_cast<double>(area), 560'000};
        report.sites.push_back(site);
        return report.sites.size() - 1;
    };
    HubsOption choice;
    for (std::size_t k = 0; k < hubs; ++k) {
        choice.sites.push_back(add_site(HubRole::chosen, k));
    }
    report.options.push_back(choice);
    for (std::size_t k = 0; k < 5; ++k) {
        HubsOption near;
        near.sites = choice.sites;
        near.sites.back() = add_site(HubRole::candidate, 0);
        report.options.push_back(near);
    }
    for (std::size_t area = 0; area < areas; ++area) {
        report.areas.push_back({fmt::format("Area {}", area), {10 + area, 10.0 + static_cast<double>(area)}, {}, {}});
        if (area >= hubs) {
            HubsOption far;
            far.elsewhere = report.areas.back().name;
            far.sites = {add_site(HubRole::candidate, area)};
            report.options.push_back(far);
        }
    }
    return report;
}

} // namespace

TEST_CASE("a small plan is shown whole", "[hubs][paper]")
{
    const auto report = plan_of(1, 6, 40);
    const auto layout = hubs_paper_layout(report, report.title, std::string(250, 'l'), {std::string(100, 's')});
    CHECK(layout.options.size() == 11); // the choice, five near it, five elsewhere
    CHECK(layout.choice_rows == 1);
    CHECK(layout.areas.size() == 6);
    CHECK(layout.other_areas == 0);
    CHECK(layout.map_height >= 300);
    CHECK(option_letter(layout.options.size() - 1) == 'K');
    CHECK(sites_told(report, 0).size() == 1);
}

TEST_CASE("a large plan is cut to what two pages hold, and says how much is left out", "[hubs][paper]")
{
    const auto report = plan_of(20, 43, 90); // 90 letters take three lines
    const auto layout = hubs_paper_layout(report, report.title, std::string(2000, 'l'),
                                          std::vector<std::string>(20, std::string(150, 's')));
    CHECK(layout.map_height >= 190); // still a map
    CHECK(layout.choice_rows > 0);
    CHECK(layout.choice_rows < 20);
    CHECK(layout.options == std::vector<std::size_t>{0});
    CHECK(layout.areas.size() + layout.other_areas == 43);
    CHECK(layout.areas.size() >= 2);
    CHECK(layout.areas.size() < 20);
    // Those with most demand have rows of their own.
    CHECK(layout.areas.back() == "Area 42");
}

TEST_CASE("no more than five options elsewhere are drawn, the best ones", "[hubs][paper]")
{
    const auto report = plan_of(1, 30, 20);
    const auto layout = hubs_paper_layout(report, report.title, "lead", {});
    CHECK(layout.options.size() == 11);
    CHECK(layout.options.back() == 10); // in the report's order, which is from the best on
}
