// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// A folder for a test's files that goes away with it.
class TestFolder
{
public:
    TestFolder() : m_path(std::filesystem::temp_directory_path() / ("harmspot-area-" + std::to_string(::getpid())))
    {
        std::filesystem::create_directories(m_path);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { std::filesystem::remove_all(m_path); }

    [[nodiscard]] std::string path(const std::string& name) const { return (m_path / name).string(); }
    /// Writes a file and gives its path.
    [[nodiscard]] std::string file(const std::string& name, std::string_view text) const
    {
        std::ofstream(m_path / name, std::ios::binary) << text;
        return path(name);
    }

private:
    std::filesystem::path m_path;
};

/// A GeoJSON feature; `properties` and `geometry` are JSON.
inline std::string feature(const std::string& properties, const std::string& geometry)
{
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

/// A GeoJSON polygon of one ring, given as JSON coordinate pairs.
inline std::string polygon(const std::string& ring)
{
    return R"({"type":"Polygon","coordinates":[[)" + ring + "]]}";
}

/// A GeoJSON collection of features joined by commas; `crs` is a whole member with its comma, or empty.
inline std::string collection(const std::string& features, const std::string& crs = "")
{
    return R"({"type":"FeatureCollection",)" + crs + R"("features":[)" + features + "]}";
}

/// The old `crs` member that says EPSG:27700, so that tests can draw in metres.
inline const std::string kInMetres = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)";

/// A square kilometre: column and row of a chessboard whose corner is 400 km east, 560 km north.
inline std::string square(int column, int row)
{
    const auto corner = [&](int dx, int dy) {
        return "[" + std::to_string(400000 + 1000 * (column + dx)) + "," + std::to_string(560000 + 1000 * (row + dy)) +
               "]";
    };
    return polygon(corner(0, 0) + "," + corner(1, 0) + "," + corner(1, 1) + "," + corner(0, 1) + "," + corner(0, 0));
}
