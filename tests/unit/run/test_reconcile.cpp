// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <sstream>
#include <string>

using namespace harmspot;

namespace
{

using Cell = std::map<std::string, long>; ///< month → rows

/// [step|theme][month]
std::map<std::string, Cell> read_table(const std::string& text)
{
    std::map<std::string, Cell> table;
    std::istringstream stream(text);
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        std::istringstream fields(line);
        std::string step, theme, month, rows;
        std::getline(fields, step, ',');
        // Steps such as "used, on the map" are quoted.
        if (step.front() == '"') {
            std::string rest;
            std::getline(fields, rest, '"');
            step = step.substr(1) + "," + rest;
            std::getline(fields, rest, ',');
        }
        std::getline(fields, theme, ',');
        std::getline(fields, month, ',');
        std::getline(fields, rows, ',');
        table[step + "|" + theme][month] = std::stol(rows);
    }
    return table;
}

} // namespace

TEST_CASE("every step of the reconciliation adds up in every month", "[run][reconcile]")
{
    const SampleRun sample;
    sample.run("out", {"period={from=2025-06-01,to=2025-12-31}", "output.surfaces=false", "output.geopackage=false"});
    auto files = sample.files("out");
    auto table = read_table(files["tables/reconcile.csv"]);
    std::set<std::string> months;
    std::set<std::string> themes;
    for (const auto& [key, cells] : table) {
        for (const auto& [month, rows] : cells) {
            months.insert(month);
        }
        if (key.starts_with("matched by the theme|")) {
            themes.insert(key.substr(key.find('|')));
        }
    }
    REQUIRE(months.size() > 3);
    REQUIRE(!themes.empty());
    for (const auto& month : months) {
        CAPTURE(month);
        long rejected = 0;
        for (auto& [key, cells] : table) {
            rejected += key.starts_with("rejected: ") ? cells[month] : 0;
        }
        const long used = table["used|"][month];
        CHECK(table["rows in the files|"][month] == rejected + used);
        CHECK(used == table["used, without coordinates|"][month] + table["used, outside the study area|"][month] +
                          table["used, on the map|"][month]);
        for (const auto& theme : themes) {
            const long matched = table["matched by the theme" + theme][month];
            CHECK(used == matched + table["not matched by the theme" + theme][month]);
            CHECK(matched == table["without coordinates" + theme][month] +
                                 table["outside the study area" + theme][month] + table["on the map" + theme][month]);
        }
    }
    long in_files = 0;
    const auto manifest = sample.json("out/manifest.json");
    for (const auto& input : manifest["inputs"]) {
        in_files += input["rows"].get<long>();
    }
    CHECK(table["rows in the files|"]["(all)"] == in_files);
}

TEST_CASE("columns mapped for rules alone are asked and never written", "[run][reconcile]")
{
    const SampleRun sample;
    sample.run("out", {"incidents.columns.fields={who=\"victim_name\",note=\"note\",by=\"officer\"}",
                       "incidents.exclude={name=\"persons\",match={field=\"who\",contains=\"person 0001\"}}",
                       "output.surfaces=false"});
    auto files = sample.files("out");
    for (const auto& [name, bytes] : files) {
        INFO(name);
        for (const auto* canary : {"Sample Person", "Officer 0", "Synthetic record"}) {
            CHECK(bytes.find(canary) == std::string::npos);
        }
    }
    CHECK(read_table(files["tables/reconcile.csv"])["rejected: excluded_by_rule: persons|"]["(all)"] > 0);
}
