// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace harmspot;

namespace
{

const std::string kPoliceUk = R"toml(#:schema harmspot.schema.json
title  = "Northumbria, monthly harm hotspots"
period = { from = 2022-03-01, to = 2023-02-28 }
seed   = 7
mask   = "/data/mask.gpkg"

[incidents]
files  = ["../data/*.csv.gz", "more/2020-0[1-6].csv"]
format = "police-uk"

[[areas]]
layer = "command"
file  = "../shapefiles/districts.shp"
name  = "LAD"
pack  = true
group = { Northern = ["Northumberland", "North Tyneside"], "Newcastle & Gateshead" = ["Newcastle", "Gateshead"] }

[[areas]]
layer = "authority"
file  = "../shapefiles/districts.shp"
name  = "LAD"
crs   = "EPSG:4326"
group = "REGION"

[harm]
table = "harm/police_uk_demo.csv"
unmatched = 2
transform = "cap"
cap = 1000
half_life_days = 180

[[theme]]
name  = "burglary"
title = "Burglary suppression"
match = { any = [ { field = "offence", in = ["Burglary"] } ] }

[[theme]]
name  = "knife_crime"
title = "Knife crime (open-data proxy)"
proxy = "possession of weapons and robbery stand in for knife crime"
match = { all = [ { field = "offence", in = ["Possession of weapons", "Robbery"] },
                  { not = { field = "location", matches = "(?i)prison" } } ] }

[[hotspots]]
method = "kde"
bandwidth_m = 400
cell_m = 25.0

[[hotspots]]
name = "tight"
method = "dbscan"
themes = ["knife_crime"]
eps_m = 120
hull_buffer_m = 30
least_area_ha = 1

[publish]
profile = "public"
least_count = 10

[output]
folder = "../out"
surfaces = false
)toml";

} // namespace

TEST_CASE("a whole config for data.police.uk reads as it says", "[config]")
{
    const auto config = parse(kPoliceUk);
    CHECK(config.title == "Northumbria, monthly harm hotspots");
    REQUIRE(config.period);
    CHECK(config.period->from_day == 19052); // 2022-03-01
    CHECK(config.period->to_day == 19416);   // 2023-02-28
    CHECK(config.epsg == 27700);
    CHECK(config.seed == 7);
    CHECK(config.mask == "/data/mask.gpkg");
    CHECK(config.path == "configs/north.toml");

    CHECK(config.incidents.format == "police-uk");
    CHECK(config.incidents.files == std::vector<std::string>{"data/*.csv.gz", "configs/more/2020-0[1-6].csv"});
    CHECK(config.incidents.files_as_written == std::vector<std::string>{"../data/*.csv.gz", "more/2020-0[1-6].csv"});

    REQUIRE(config.areas.size() == 2);
    const auto& command = config.areas[0];
    CHECK(command.layer == "command");
    CHECK(command.file == "shapefiles/districts.shp");
    CHECK(command.file_as_written == "../shapefiles/districts.shp");
    CHECK(command.name == "LAD");
    CHECK(command.pack);
    CHECK_FALSE(command.isolate);
    CHECK(command.epsg == 0);
    CHECK(command.group.at("Northern") == std::vector<std::string>{"Northumberland", "North Tyneside"});
    CHECK(command.group.size() == 2);
    CHECK(config.areas[1].group_attribute == "REGION");
    CHECK(config.areas[1].epsg == 4326);

    CHECK(config.harm.table == "configs/harm/police_uk_demo.csv");
    CHECK(config.harm.table_as_written == "harm/police_uk_demo.csv");
    CHECK(config.harm.unmatched.kind == UnmatchedPolicy::Kind::weight);
    CHECK(config.harm.unmatched.weight == 2);
    CHECK(config.harm.transform.kind == WeightTransform::Kind::cap);
    CHECK(config.harm.transform.cap == 1000);
    CHECK(config.harm.transform.half_life_days == 180);

    CHECK(config.publish.profile == Profile::public_);
    CHECK(config.publish.marking == "OFFICIAL");
    CHECK(config.publish.least_count == 10);
    CHECK(config.publish.lon_lat_decimals == 4);
    CHECK(config.output.folder == "out");
    CHECK_FALSE(config.output.surfaces);
    CHECK(config.output.geopackage);
}

TEST_CASE("themes are trees of rules", "[config]")
{
    const auto config = parse(kPoliceUk);
    REQUIRE(config.themes.size() == 2);
    CHECK(config.themes[0].title == "Burglary suppression");
    CHECK(config.themes[0].proxy.empty());
    const auto& any = config.themes[0].match;
    CHECK(any.kind == Rule::Kind::any);
    REQUIRE(any.rules.size() == 1);
    CHECK(any.rules[0].kind == Rule::Kind::in);
    CHECK(any.rules[0].field == "offence");
    CHECK(any.rules[0].values == std::vector<std::string>{"Burglary"});

    CHECK(config.themes[1].proxy == "possession of weapons and robbery stand in for knife crime");
    const auto& all = config.themes[1].match;
    CHECK(all.kind == Rule::Kind::all);
    REQUIRE(all.rules.size() == 2);
    CHECK(all.rules[1].kind == Rule::Kind::none);
    REQUIRE(all.rules[1].rules.size() == 1);
    CHECK(all.rules[1].rules[0].kind == Rule::Kind::matches);
    CHECK(all.rules[1].rules[0].values == std::vector<std::string>{"(?i)prison"});
}

TEST_CASE("entries have their method's keys, every default filled in", "[config]")
{
    const auto config = parse(kPoliceUk);
    REQUIRE(config.hotspots.size() == 2);
    const auto& kde = config.hotspots[0];
    CHECK(kde.name == "kde");
    CHECK(kde.themes.empty());
    CHECK(number_of(kde.params, "bandwidth_m") == 400);
    CHECK(kde.params.size() == find_method("kde")->keys.size());
    CHECK(kde.rules.cut.kind == CutRule::Kind::area_share);
    CHECK(kde.rules.cut.value == 0.01);
    CHECK(kde.rules.least_area_km2 == 0.02);
    CHECK(kde.rules.least_incidents == 10);
    CHECK(kde.rules.least_places == 3);
    CHECK(kde.rules.split_above_km2 == 0.5);

    const auto& tight = config.hotspots[1];
    CHECK(tight.name == "tight");
    CHECK(tight.method == "dbscan");
    CHECK(tight.themes == std::vector<std::string>{"knife_crime"});
    CHECK(number_of(tight.params, "eps_m") == 120);
    CHECK(tight.rules.hull_buffer_m == 30);
    CHECK(tight.rules.hull_ratio == 0.3);
    CHECK(tight.rules.least_area_km2 == 0.01);
}

TEST_CASE("what is left out has the defaults that design and table give", "[config]")
{
    const auto config = parse(kSmallest);
    CHECK(config.title == "Incident hotspots"); // every incident counts 1, so nothing says harm
    CHECK(parse(with(kSmallest, "\"count\"", "\"harm.csv\"")).title == "Harm hotspots");
    CHECK_FALSE(config.period);
    CHECK(config.seed == 1);
    CHECK(config.themes[0].title == "burglary");
    CHECK(config.harm.table == "count");
    CHECK(config.harm.unmatched.kind == UnmatchedPolicy::Kind::error);
    CHECK_FALSE(config.harm.transform.changes_anything());
    CHECK(config.publish.profile == Profile::internal);
    CHECK(config.publish.lon_lat_decimals == 7);
    CHECK(config.publish.least_count == 5);
    CHECK(config.output.folder.empty());
    CHECK(config.output.surfaces);
}

TEST_CASE("mass_share and level take the place of area_share", "[config]")
{
    const auto mass = parse(kSmallest + "mass_share = 0.25\n");
    CHECK(mass.hotspots[0].rules.cut.kind == CutRule::Kind::mass_share);
    CHECK(mass.hotspots[0].rules.cut.value == 0.25);
    CHECK(mass.resolved_json.find("area_share") == std::string::npos);
    const auto level = parse(kSmallest + "level = 40\n");
    CHECK(level.hotspots[0].rules.cut.kind == CutRule::Kind::level);
    CHECK(level.hotspots[0].rules.cut.value == 40);
}

TEST_CASE("the resolved config holds every key in the table's order, paths as written", "[config]")
{
    const auto json = nlohmann::ordered_json::parse(parse(kPoliceUk).resolved_json);
    CHECK(json["crs"] == "EPSG:27700");
    CHECK(json["period"]["from"] == "2022-03-01");
    CHECK(json["incidents"]["files"][0] == "../data/*.csv.gz");
    CHECK(json["areas"][0]["file"] == "../shapefiles/districts.shp");
    CHECK(json["areas"][1]["pack"] == false);
    CHECK(json["harm"]["half_life_days"] == 180.0);
    CHECK(json["hotspots"][0]["name"] == "kde");
    CHECK(json["hotspots"][0]["kernel"] == "quartic");
    CHECK(json["hotspots"][0]["area_share"] == 0.01);
    CHECK_FALSE(json["hotspots"][1].contains("area_share"));
    CHECK(json["publish"]["marking"] == "OFFICIAL");
    CHECK(json["theme"][1]["match"]["all"][1]["not"]["matches"] == "(?i)prison");
    CHECK_FALSE(json["output"].contains("folder"));
    std::vector<std::string> order;
    for (const auto& [key, value] : json.items()) {
        order.push_back(key);
    }
    CHECK(order == std::vector<std::string>{"title", "crs", "seed", "mask", "period", "incidents", "areas", "harm",
                                            "theme", "hotspots", "stability", "persistence", "change", "decisions",
                                            "publish", "output"});
}

TEST_CASE("two ways of writing the same give the same bytes", "[config]")
{
    const auto once = parse(kSmallest + "bandwidth_m = 300\ncell_m = 25.0\n").resolved_json;
    const auto again = parse(kSmallest + "cell_m = 25\nbandwidth_m = 3e2\n").resolved_json;
    CHECK(once == again);
    CHECK(parse(kSmallest).resolved_json == parse(kSmallest + "bandwidth_m = \"auto\"\ncell_m = 25\n").resolved_json);
    CHECK(once != parse(kSmallest + "bandwidth_m = 301\n").resolved_json);
}

TEST_CASE("a config read from a file finds its paths beside it", "[config]")
{
    const auto folder = std::filesystem::temp_directory_path() / "harmspot-config-test";
    std::filesystem::create_directories(folder);
    const auto path = (folder / "c.toml").string();
    std::ofstream(path) << kSmallest;
    const auto config = read_config(path, {});
    CHECK(config.areas[0].file == (folder / "areas.gpkg").string());
    CHECK(config.resolved_json == parse(kSmallest).resolved_json);
    std::filesystem::remove_all(folder);
    CHECK_THROWS_AS(read_config(path, {}), ConfigError);
    CHECK_THROWS_AS(read_config(std::filesystem::temp_directory_path().string(), {}), ConfigError);
}
