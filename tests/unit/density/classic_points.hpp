// SPDX-License-Identifier: MIT
#pragma once

#include "kde_cases.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// The classic point patterns and their windows, as CSV.
namespace kde_cases
{

/// The x, y columns of a small CSV with one header line; of lines that hold `wanted`.
inline PlaceList read_points(const std::filesystem::path& path, const std::string& wanted = "")
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    PlaceList places;
    while (std::getline(file, line)) {
        if (line.find(wanted) != std::string::npos) {
            const auto comma = line.find(',');
            places.add(std::stod(line.substr(0, comma)), std::stod(line.substr(comma + 1)));
        }
    }
    return places;
}

/// What reference_values.csv gives for a data set's quantity whose params begin so.
inline double reference(const std::filesystem::path& path, const std::string& quantity, const std::string& params,
                        const std::string& data = "redwood")
{
    std::ifstream file(path);
    const std::string wanted = "\"" + data + "\",\"" + quantity + "\",\"" + params;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(wanted, 0) == 0) {
            const auto value = line.rfind(",\"") + 2;
            return std::stod(line.substr(value, line.size() - value - 1));
        }
    }
    FAIL("no " << wanted << " in " << path);
    return 0;
}

/// Points on one place made one, with their number.
inline PlaceList merged(const PlaceList& points)
{
    std::map<std::pair<double, double>, std::uint32_t> at;
    for (std::size_t i = 0; i < points.x.size(); ++i) {
        ++at[{points.x[i], points.y[i]}];
    }
    PlaceList places;
    for (const auto& [place, count] : at) {
        places.add(place.first, place.second, count);
        places.incidents.back() = count;
    }
    return places;
}

/// A window as rings, holes among them.
struct Window {
    std::vector<std::vector<Point>> rings;

    /// Inside an odd number of rings.
    [[nodiscard]] bool contains(double x, double y) const
    {
        bool inside = false;
        for (const auto& ring : rings) {
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                const auto& a = ring[i];
                const auto& b = ring[j];
                if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }

    /// As many square cells along the longer side; 1 where the centre is inside.
    [[nodiscard]] Raster<std::uint8_t> on_cells(std::size_t along) const
    {
        Box box{1e300, 1e300, -1e300, -1e300};
        for (const auto& ring : rings) {
            for (const auto& point : ring) {
                box = {std::min(box.min_x, point.x), std::min(box.min_y, point.y), std::max(box.max_x, point.x),
                       std::max(box.max_y, point.y)};
            }
        }
        const double width = box.max_x - box.min_x;
        const double height = box.max_y - box.min_y;
        const double cell = std::max(width, height) / static_cast<double>(along);
        const auto cells_of = [&](double length) { return static_cast<std::size_t>(std::ceil(length / cell - 1e-9)); };
        Raster<std::uint8_t> inside(grid_of(box.min_x, box.max_y, cell, cells_of(width), cells_of(height)),
                                    std::uint8_t{0});
        for (std::size_t row = 0; row < inside.grid.rows; ++row) {
            for (std::size_t col = 0; col < inside.grid.cols; ++col) {
                inside(row, col) = contains(inside.grid.centre_x(col), inside.grid.centre_y(row)) ? 1 : 0;
            }
        }
        return inside;
    }
};

inline Window read_window(const std::filesystem::path& path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    Window window;
    while (std::getline(file, line)) {
        std::vector<std::string> fields; // ring, hole, x, y
        std::size_t from = 0;
        for (auto comma = line.find(','); comma != std::string::npos; comma = line.find(',', from)) {
            fields.push_back(line.substr(from, comma - from));
            from = comma + 1;
        }
        fields.push_back(line.substr(from));
        REQUIRE(fields.size() == 4);
        const auto ring = static_cast<std::size_t>(std::stoul(fields[0]));
        window.rings.resize(std::max(window.rings.size(), ring + 1));
        window.rings[ring].push_back({std::stod(fields[2]), std::stod(fields[3])});
    }
    std::erase_if(window.rings, [](const auto& one) { return one.empty(); });
    return window;
}

} // namespace kde_cases
