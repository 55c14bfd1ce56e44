// SPDX-License-Identifier: MIT
//
// Writes invented rows in the shape of data.police.uk: 36 months, 30,000 snapped points in 600 clumps of
// unequal size, the real file's column widths. The same rows for the same number, everywhere.

#include <fmt/format.h>
#include <fmt/os.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace
{

constexpr std::size_t kClumps = 600;
constexpr std::size_t kPoints = 30'000;
constexpr std::array kTypes{"Anti-social behaviour",
                            "Violence and sexual offences",
                            "Criminal damage and arson",
                            "Shoplifting",
                            "Public order",
                            "Other theft",
                            "Burglary",
                            "Vehicle crime",
                            "Drugs",
                            "Other crime",
                            "Robbery",
                            "Possession of weapons",
                            "Theft from the person",
                            "Bicycle theft"};
constexpr std::array kOutcomes{"",
                               "Investigation complete; no suspect identified",
                               "Unable to prosecute suspect",
                               "Awaiting court outcome",
                               "Local resolution",
                               "Under investigation"};

/// The standard distributions differ between libraries; these do not.
class Dice
{
public:
    double unit() { return static_cast<double>(m_engine() >> 11U) * 0x1p-53; }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(m_engine() % n); }
    std::uint64_t bits() { return m_engine(); }
    /// Small numbers much more often than large ones.
    std::size_t skewed_below(std::size_t n)
    {
        return static_cast<std::size_t>(std::pow(unit(), 3) * static_cast<double>(n));
    }

private:
    std::mt19937_64 m_engine{4326};
};

struct LonLat {
    double lon;
    double lat;
};

std::vector<LonLat> snapped_points(Dice& dice)
{
    std::vector<LonLat> clumps;
    for (std::size_t i = 0; i < kClumps; ++i) {
        clumps.push_back({-2.6 + 1.25 * dice.unit(), 54.8 + 0.95 * dice.unit()});
    }
    std::vector<LonLat> points;
    for (std::size_t i = 0; i < kPoints; ++i) {
        const auto& at = clumps[dice.skewed_below(kClumps)];
        points.push_back({at.lon + 0.02 * (dice.unit() - 0.5), at.lat + 0.012 * (dice.unit() - 0.5)});
    }
    return points;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        fmt::print(stderr, "usage: read_make_police_csv ROWS OUT.csv\n");
        return 2;
    }
    const auto rows = std::strtoull(argv[1], nullptr, 10);
    Dice dice;
    const auto points = snapped_points(dice);
    auto out = fmt::output_file(argv[2]);
    out.print("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
              "Last outcome category,Context\n");
    for (std::uint64_t row = 0; row < rows; ++row) {
        const std::size_t point = dice.skewed_below(kPoints);
        const std::size_t type = dice.below(kTypes.size());
        const std::size_t month = dice.below(36);
        std::string id;
        for (int word = 0; type != 0 && word < 4; ++word) {
            id += fmt::format("{:016x}", dice.bits());
        }
        out.print("{},{}-{:02},Northumbria Police,Northumbria Police,{:.6f},{:.6f},On or near Street {},E010{:05},"
                  "Newcastle upon Tyne {:03}A,{},{},\n",
                  id, 2022 + month / 12, month % 12 + 1, points[point].lon, points[point].lat, point,
                  point % 9000 + 8000, point % 300, kTypes[type], kOutcomes[dice.below(kOutcomes.size())]);
    }
    return 0;
}
