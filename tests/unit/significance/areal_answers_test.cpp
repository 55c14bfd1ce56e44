// SPDX-License-Identifier: MIT
// St Louis and Columbus against spdep, from the files beside the data.
#include "cells.hpp"

#include "answers/grid_statistics.hpp"
#include "real_data.hpp"
#include "unit/cluster/csv_rows.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

using namespace harmspot;

namespace
{

/// CellNeighbours as a GAL file lists them, areas numbered from 1.
Weights gal(const std::filesystem::path& path)
{
    std::istringstream text(csv::content(path));
    std::string line;
    std::getline(text, line); // "78", or "0 78 layer key"
    std::vector<std::vector<std::uint32_t>> neighbours;
    std::size_t area = 0;
    std::size_t count = 0;
    while (text >> area >> count) {
        neighbours.resize(std::max(neighbours.size(), area));
        for (std::size_t i = 0; i < count; ++i) {
            std::uint32_t neighbour = 0;
            text >> neighbour;
            neighbours[area - 1].push_back(neighbour - 1);
        }
    }
    return weights_from(neighbours);
}

struct Set {
    std::string dataset;
    std::string local;
    std::string gal;
};

std::vector<double> column(const csv::Rows& table, const std::string& name)
{
    std::vector<double> values;
    const auto at = table.column(name);
    for (const auto& row : table.rows) {
        values.push_back(std::stod(row.at(at)));
    }
    return values;
}

double published(const csv::Rows& table, const std::string& dataset, const std::string& style, const std::string& stat)
{
    for (const auto& row : table.rows) {
        if (row.at(0) == dataset && row.at(2) == style && row.at(3) == stat) {
            return std::stod(row.at(4));
        }
    }
    throw std::runtime_error("no " + stat + " of " + dataset);
}

/// The rings of a WKT polygon or multipolygon; orientation is left to `orient`.
MultiPolygon shape_of(const std::string& wkt)
{
    MultiPolygon shape;
    int depth = 0;
    const bool multi = wkt.rfind("MULTI", 0) == 0;
    const int ring_depth = multi ? 3 : 2;
    Ring ring;
    for (std::size_t at = 0; at < wkt.size(); ++at) {
        const char c = wkt[at];
        if (c == '(') {
            ++depth;
            if (depth == ring_depth - 1) {
                shape.emplace_back();
            }
        } else if (c == ')') {
            if (depth == ring_depth) {
                (shape.back().outer.empty() ? shape.back().outer : shape.back().holes.emplace_back()) = ring;
                ring.clear();
            }
            --depth;
        } else if (depth == ring_depth && (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-')) {
            std::size_t used = 0;
            const double x = std::stod(wkt.substr(at, 40), &used);
            at += used;
            const double y = std::stod(wkt.substr(at, 40), &used);
            at += used - 1;
            ring.push_back({x, y});
        }
    }
    orient(shape);
    return shape;
}

const std::vector<Set> kSets{{"stl_hom", "reference_local_stl_HR8893.csv", "stl.gal"},
                             {"columbus", "reference_local_columbus_CRIME.csv", "columbus.gal"}};

} // namespace

TEST_CASE("local G, G* and Moran of counties and neighbourhoods", "[answers][gi][moran]")
{
    const auto folder = real_data("areal-stats");
    if (!folder) {
        return;
    }
    for (const auto& set : kSets) {
        INFO(set.dataset);
        const auto reference = csv::read(*folder / set.local);
        const auto values = column(reference, "y");
        const auto binary = gal(*folder / set.gal);
        REQUIRE(binary.size() == values.size());
        const auto gi = local_g(values, binary, false, cells::normal());
        const auto star = local_g(values, binary, true, cells::normal());
        const auto moran = local_moran(values, row_standardised(binary), cells::normal());
        const auto gi_z = column(reference, "local_G_z_binary");
        const auto star_z = column(reference, "local_Gstar_z_binary");
        const auto statistic = column(reference, "local_I_rowstd");
        const auto moran_z = column(reference, "local_I_z");
        for (std::size_t i = 0; i < values.size(); ++i) {
            CHECK(gi.z[i] == Approx(gi_z[i]).margin(1e-9));
            CHECK(star.z[i] == Approx(star_z[i]).margin(1e-9));
            CHECK(moran.statistic[i] == Approx(statistic[i]).margin(1e-9));
            CHECK(moran.z[i] == Approx(moran_z[i]).margin(1e-9));
        }
    }
}

TEST_CASE("Moran's I of counties and neighbourhoods", "[answers][moran]")
{
    const auto folder = real_data("areal-stats");
    if (!folder) {
        return;
    }
    const auto reference = csv::read(*folder / "reference_global.csv");
    for (const auto& set : kSets) {
        const auto values = column(csv::read(*folder / set.local), "y");
        const auto binary = gal(*folder / set.gal);
        for (const std::string style : {"W", "B"}) {
            INFO(set.dataset << " " << style);
            const auto weights = style == "W" ? row_standardised(binary) : binary;
            const auto normality = morans_i(values, weights, MoranVariance::normality);
            const auto randomisation = morans_i(values, weights, MoranVariance::randomisation);
            const auto value = [&](const std::string& stat) { return published(reference, set.dataset, style, stat); };
            CHECK(normality.value == Approx(value("moran_I")).epsilon(1e-10));
            CHECK(normality.expected == Approx(value("moran_EI")).epsilon(1e-10));
            CHECK(normality.variance == Approx(value("moran_VI_normal")).epsilon(1e-10));
            CHECK(randomisation.variance == Approx(value("moran_VI_randomisation")).epsilon(1e-10));
            if (set.dataset == "stl_hom" && style == "W") {
                CHECK(normality.p_value / 2 == Approx(answers::st_louis_p_one_sided).epsilon(1e-6));
            }
        }
    }
}

TEST_CASE("counties that touch are those of the published lists", "[answers][contiguity]")
{
    const auto folder = real_data("areal-stats");
    if (!folder) {
        return;
    }
    const auto table = csv::read(*folder / "stl_hom.csv");
    std::vector<MultiPolygon> areas;
    for (const auto& row : table.rows) {
        areas.push_back(shape_of(row.at(0)));
    }
    REQUIRE(areas.size() == 78);
    constexpr double kSnapDegrees = 1e-6;
    // Both lists hold the same 398 links: stl.gal, though called queen, leaves out counties that meet in a corner.
    const auto rook = contiguity_weights(areas, Contiguity::rook, kSnapDegrees);
    for (const char* file : {"stl.gal", "stl_hom_rook.gal"}) {
        INFO(file);
        const auto theirs = gal(*folder / file);
        CHECK(rook.first == theirs.first);
        CHECK(rook.neighbour == theirs.neighbour);
    }
    const auto queen = contiguity_weights(areas, Contiguity::queen, kSnapDegrees);
    for (std::uint32_t a = 0; a < areas.size(); ++a) {
        std::vector<std::uint32_t> touching;
        for (std::uint32_t b = 0; b < areas.size(); ++b) {
            const auto& first = areas[a][0].outer;
            const auto& second = areas[b][0].outer;
            if (a != b && std::find_first_of(first.begin(), first.end(), second.begin(), second.end()) != first.end()) {
                touching.push_back(b);
            }
        }
        const auto ours = queen.neighbours_of(a);
        CHECK(std::vector<std::uint32_t>(ours.begin(), ours.end()) == touching);
    }
    CHECK(queen.neighbour.size() > rook.neighbour.size());
}
