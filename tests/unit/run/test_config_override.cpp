// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace harmspot;

TEST_CASE("an override by --set: values are TOML, or else the words themselves", "[config]")
{
    const auto config =
        parse(kSmallest, set({"title=Monthly harm map", "seed=42", "output.surfaces=false", "harm.unmatched=zero",
                              "publish.profile=\"public\"", "period.from=2022-01-01", "period.to=2022-12-31",
                              "areas.0.group={ \"A b\" = [\"x\"] }"}));
    CHECK(config.title == "Monthly harm map");
    CHECK(config.seed == 42);
    CHECK_FALSE(config.output.surfaces);
    CHECK(config.harm.unmatched.kind == UnmatchedPolicy::Kind::zero);
    CHECK(config.publish.profile == Profile::public_);
    CHECK(config.period->to_day - config.period->from_day == 364);
    CHECK(config.areas[0].group.at("A b") == std::vector<std::string>{"x"});
}

TEST_CASE("an override by --set: finds entries by number or by name", "[config]")
{
    const auto two = kSmallest + "[[hotspots]]\nmethod = \"kde\"\nname = \"wide\"\n";
    const auto config =
        parse(two, set({"hotspots.0.bandwidth_m=400", "hotspots.wide.bandwidth_m=800", "hotspots.kde.cell_m=50",
                        "theme.burglary.title=Break-ins", "areas.command.pack=true"}));
    CHECK(number_of(config.hotspots[0].params, "bandwidth_m") == 400);
    CHECK(number_of(config.hotspots[0].params, "cell_m") == 50);
    CHECK(number_of(config.hotspots[1].params, "bandwidth_m") == 800);
    CHECK(config.themes[0].title == "Break-ins");
    CHECK(config.areas[0].pack);
    const auto json = nlohmann::json::parse(config.resolved_json);
    CHECK(json["hotspots"][1]["bandwidth_m"] == 800.0);
}

TEST_CASE("the last --set of a key wins", "[config]")
{
    CHECK(parse(kSmallest, set({"seed=2", "seed=3"})).seed == 3);
}

TEST_CASE("problems from --set name the option, after those of the file", "[config]")
{
    CHECK(problems_of("seed = -1\n" + kSmallest,
                      set({"hotspots.kde.bandwith_m=400", "hotspots.0.cell_m=4OO", "harm.unmatched=-1"})) ==
          Problems{"configs/north.toml:1:8: seed at the top level is -1; it must be at least 0",
                   "--set hotspots.kde.bandwith_m: unknown key 'bandwith_m' in [[hotspots]]; did you mean "
                   "'bandwidth_m'?",
                   "--set hotspots.0.cell_m: cell_m in [[hotspots]] must be a number in m, not the text '4OO'",
                   "--set harm.unmatched: unmatched in [harm] is -1; it must be from 0 to 1000000000"});
}

TEST_CASE("an override by --set: that leads nowhere says so", "[config]")
{
    CHECK(problems_of(kSmallest, set({"seed", "=3", "a..b=3", ""})) ==
          Problems{"--set seed: write it as KEY=VALUE, such as --set hotspots.kde.bandwidth_m=400",
                   "--set : write it as KEY=VALUE, such as --set hotspots.kde.bandwidth_m=400",
                   "--set a..b: write it as KEY=VALUE, such as --set hotspots.kde.bandwidth_m=400",
                   "--set : write it as KEY=VALUE, such as --set hotspots.kde.bandwidth_m=400"});
    CHECK(
        problems_of(kSmallest, set({"hotspots.kd.cell_m=50", "hotspots.3.cell_m=50", "hotspots.cell_m=50",
                                    "harm.table.x=1", "beats.p=3"})) ==
        Problems{"--set hotspots.kd.cell_m: there is no entry 'kd' in [[hotspots]]; did you mean 'kde'?",
                 "--set hotspots.3.cell_m: there is no entry 3 in [[hotspots]]; it has 1, counted from 0",
                 "--set hotspots.cell_m: say which entry and which key: hotspots.0.KEY or hotspots.kde.KEY",
                 "--set harm.table.x: 'table' holds no keys, so none of them can be set",
                 "--set beats.p: unknown section [beats]; the sections are [period], [incidents], [incidents.columns], "
                 "[[incidents.exclude]], [[areas]], [harm], [[theme]], [[denominator]], [[hotspots]], [stability], "
                 "[persistence], [change], [decisions], [[hubs]], [[hubs.existing]], [[hubs.multiplier]], [[context]], "
                 "[patrols], [[patrols.excluded]], [publish], [output], [output.postgis]"});
}

TEST_CASE("an override by --set: cannot smuggle in a second key", "[config]")
{
    CHECK(
        problems_of(kSmallest, set({"title=\"a\"\nseed = 9"})) ==
        Problems{"--set title: title at the top level is '\"a\"\\x0aseed = 9'; it holds a line end or another control "
                 "character"});
    CHECK(problems_of(kSmallest, set({"title=\xff\xfe"})) == Problems{"--set title: the value is not UTF-8 text"});
}

TEST_CASE("command-line paths are relative to the working folder and show as written", "[config]")
{
    CommandLineConfig command_line;
    command_line.incidents = {"here/*.csv", "/abs/b.csv"};
    command_line.areas = "../maps/commands.shp";
    command_line.out = "results";
    command_line.seed = 99;
    command_line.set = {"harm.table=weights/h.csv", "seed=5"};
    auto text = with(kSmallest, "file = \"areas.gpkg\"\n", "");
    text = with(text, "files = [\"a.csv\"]\n", "");
    const auto config = parse(text, command_line);
    CHECK(config.incidents.files == command_line.incidents);
    CHECK(config.areas[0].file == "../maps/commands.shp");
    CHECK(config.harm.table == "weights/h.csv");
    CHECK(config.output.folder == "results");
    CHECK(config.seed == 99);
    const auto json = nlohmann::json::parse(config.resolved_json);
    CHECK(json["incidents"]["files"][0] == "here/*.csv");
    CHECK(json["areas"][0]["file"] == "../maps/commands.shp");
    CHECK(json["seed"] == 99);
    CHECK(config.resolved_json.find("results") == std::string::npos);
}

TEST_CASE("command-line paths are checked like any other", "[config]")
{
    CommandLineConfig command_line;
    command_line.incidents = {"/vsicurl/x"};
    command_line.areas = "PG:dbname=x";
    command_line.seed = 10'000'000'000'000'000'000ULL;
    CHECK(
        problems_of(kSmallest, command_line) ==
        Problems{"--incidents: files in [incidents] is a database connection, a URL or a /vsi path; name a plain file",
                 "--areas: file in [[areas]] is a database connection, a URL or a /vsi path; name a plain file",
                 "--seed: 10000000000000000000 is too large; it must be at most 9223372036854775807"});
}

TEST_CASE("a path that is not UTF-8 is still a path, and the manifest stays JSON", "[config]")
{
    CommandLineConfig command_line;
    command_line.incidents = {"caf\xe9.csv"};
    const auto config = parse(kSmallest, command_line);
    CHECK(config.incidents.files[0] == "caf\xe9.csv");
    CHECK_NOTHROW(nlohmann::json::parse(config.resolved_json));
}
