// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("an unknown key is named with the nearest right one", "[config]")
{
    CHECK(problems_of(kSmallest + "bandwith_m = 300\n") ==
          Problems{"configs/north.toml:15:1: unknown key 'bandwith_m' in [[hotspots]]; did you mean 'bandwidth_m'?"});
    CHECK(problems_of("titel = \"x\"\n" + kSmallest) ==
          Problems{"configs/north.toml:1:1: unknown key 'titel' at the top level; did you mean 'title'?"});
    CHECK(problems_of(kSmallest + "gibberish = 1\n") ==
          Problems{"configs/north.toml:15:1: unknown key 'gibberish' in [[hotspots]]"});
}

TEST_CASE("a key in the wrong place is told where it belongs", "[config]")
{
    CHECK(problems_of(kSmallest + "eps_m = 100\nseed = 3\nprofile = \"public\"\n") ==
          Problems{"configs/north.toml:15:1: unknown key 'eps_m' in [[hotspots]]; it is a key of [[hotspots]] with "
                   "method = \"dbscan\"",
                   "configs/north.toml:16:1: unknown key 'seed' in [[hotspots]]; it belongs at the top level",
                   "configs/north.toml:17:1: unknown key 'profile' in [[hotspots]]; it belongs in [publish]"});
}

TEST_CASE("sections that do not exist are refused, and those that do are named", "[config]")
{
    const std::string known =
        "the sections are [period], [incidents], [incidents.columns], [[incidents.exclude]], [[areas]], [harm], "
        "[[theme]], [[denominator]], [[hotspots]], [stability], [persistence], [change], [decisions], [[hubs]], "
        "[[hubs.existing]], "
        "[[hubs.multiplier]], [[context]], "
        "[patrols], [[patrols.excluded]], [publish], [output], [output.postgis]";
    CHECK(problems_of(kSmallest + "[[sites]]\nnumber = 3\n[beats]\n[[themes]]\n") ==
          Problems{"configs/north.toml:15:1: unknown section [[sites]]; " + known,
                   "configs/north.toml:17:1: unknown section [beats]; " + known,
                   "configs/north.toml:18:1: unknown section [[themes]]; did you mean [[theme]]?"});
}

TEST_CASE("single and double brackets are not the same", "[config]")
{
    CHECK(problems_of(with(with(kSmallest, "[[theme]]", "[theme]"), "[harm]", "[[harm]]")) ==
          Problems{"configs/north.toml:8:1: [harm] is written once, as a table, not as [[harm]]",
                   "configs/north.toml:10:1: [[theme]] is written with two pairs of brackets, not as [theme]"});
    CHECK(problems_of("output = 3\n" + kSmallest) ==
          Problems{"configs/north.toml:1:10: [output] is written once, as a table, not as 3"});
}

TEST_CASE("every section that is needed is asked for at once", "[config]")
{
    const auto problems = problems_of("title = \"x\"\n");
    REQUIRE(problems.size() == 5);
    CHECK(problems[0] ==
          "configs/north.toml:1:1: missing section [incidents]: the incidents: which files, and how they "
          "are laid out");
    CHECK(problems[1].starts_with("configs/north.toml:1:1: missing section [[areas]]: "));
    CHECK(problems[2].starts_with("configs/north.toml:1:1: missing section [harm]: "));
    CHECK(problems[3].starts_with("configs/north.toml:1:1: missing section [[theme]]: "));
    CHECK(problems[4].starts_with("configs/north.toml:1:1: missing section [[hotspots]]: "));
    CHECK(problems_of(with("theme = []\n" + kSmallest, R"([[theme]]
name = "burglary"
match = { field = "offence", in = ["Burglary"] }
)",
                           "")) == Problems{problems[3]});
}

TEST_CASE("missing keys are told with what they are for", "[config]")
{
    CHECK(problems_of(with(kSmallest, "table = \"count\"\n", "")) ==
          Problems{"configs/north.toml:8:1: missing key 'table' in [harm]: CSV with the columns code, weight, unit, "
                   "source, vintage; or \"count\", which weighs every incident 1"});
    CHECK(problems_of(with(kSmallest, "method = \"kde\"\n", "")) ==
          Problems{"configs/north.toml:13:1: missing key 'method' in [[hotspots]]: how hotspots are found; see list"});
    CHECK(problems_of(with(kSmallest, "files = [\"a.csv\"]\n", "")) ==
          Problems{"configs/north.toml:1:1: missing key 'files' in [incidents]; name them here, or with --incidents "
                   "FILE"});
    CHECK(problems_of(with(kSmallest, "file = \"areas.gpkg\"\n", "")) ==
          Problems{"configs/north.toml:4:1: missing key 'file' in [[areas]]; name it here, or with --areas FILE"});
}

TEST_CASE("values of the wrong type say what is wanted and what was found", "[config]")
{
    CHECK(problems_of("title = 3\nseed = 1.5\n" + kSmallest + "cell_m = \"25\"\nquarter_outline = \"yes\"\n") ==
          Problems{"configs/north.toml:1:9: title at the top level must be a text in quotes, not 3",
                   "configs/north.toml:2:8: seed at the top level must be a whole number, not 1.5",
                   "configs/north.toml:17:10: cell_m in [[hotspots]] must be a number in m, not the text '25'",
                   "configs/north.toml:18:19: quarter_outline in [[hotspots]] must be true or false, not the text "
                   "'yes'"});
    CHECK(problems_of(with(kSmallest, "[\"a.csv\"]", "\"a.csv\"")) ==
          Problems{"configs/north.toml:2:9: files in [incidents] must be a list of texts in quotes, not the text "
                   "'a.csv'"});
    CHECK(problems_of(with(kSmallest, "[\"a.csv\"]", "[\"a.csv\", 2]")) ==
          Problems{"configs/north.toml:2:19: files in [incidents] must be a list of texts in quotes, not 2"});
    CHECK(
        problems_of(with(kSmallest, "match = { field = \"offence\", in = [\"Burglary\"] }", "match = \"Burglary\"")) ==
        Problems{"configs/north.toml:12:9: match in [[theme]] must be a rule, such as { field = \"offence\", in = "
                 "[\"Burglary\"] }, not the text 'Burglary'"});
}

TEST_CASE("values out of range say the range", "[config]")
{
    CHECK(problems_of("seed = -1\n" + kSmallest + "bandwidth_m = 0\narea_share = 2\nleast_incidents = 0\n") ==
          Problems{"configs/north.toml:1:8: seed at the top level is -1; it must be at least 0",
                   "configs/north.toml:16:15: bandwidth_m in [[hotspots]] is 0; it must be from 1 to 50000 m",
                   "configs/north.toml:17:14: area_share in [[hotspots]] is 2; it must be from 0.0001 to 0.5",
                   "configs/north.toml:18:19: least_incidents in [[hotspots]] is 0; it must be from 1 to 1000000 "
                   "incidents"});
    CHECK(problems_of(kSmallest + "bandwidth_m = nan\ncell_m = inf\n") ==
          Problems{"configs/north.toml:15:15: bandwidth_m in [[hotspots]] is nan; it must be a finite number",
                   "configs/north.toml:16:10: cell_m in [[hotspots]] is inf; it must be a finite number"});
}

TEST_CASE("words that are no choice are told the choices", "[config]")
{
    CHECK(problems_of(kSmallest + "kernel = \"quartik\"\n") ==
          Problems{"configs/north.toml:15:10: kernel in [[hotspots]] is 'quartik'; it must be 'quartic', "
                   "'epanechnikov', 'triweight', 'uniform', 'cone' or 'gaussian'; did you mean 'quartic'?"});
    CHECK(problems_of(with(kSmallest, "[[theme]]", "unmatched = \"eror\"\ntransform = \"log\"\n[[theme]]")) ==
          Problems{"configs/north.toml:10:13: unmatched in [harm] must be a number or \"error\" or \"zero\", not the "
                   "text 'eror'; did you mean 'error'?",
                   "configs/north.toml:11:13: transform in [harm] is 'log'; it must be 'none', 'sqrt', 'log1p' or "
                   "'cap'"});
    const auto method = problems_of(with(kSmallest, "\"kde\"", "\"kdee\""));
    REQUIRE(method.size() == 1); // the list of methods grows
    CHECK(method[0].starts_with("configs/north.toml:14:10: method in [[hotspots]] is 'kdee'; it must be 'kde'"));
    CHECK(method[0].ends_with("; did you mean 'kde'?"));
}

TEST_CASE("names are safe as folders and differ", "[config]")
{
    const std::string rule = "; a name is a lower-case letter, then letters, digits or _, at most 40 in all, and no "
                             "device name of Windows";
    for (const std::string bad : {"Burglary", "1st", "a b", "a-b", "../x", "con", "nul", "lpt1", "_x",
                                  "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx"}) {
        CHECK(problems_of(with(kSmallest, "\"burglary\"", "\"" + bad + "\"")) ==
              Problems{"configs/north.toml:11:8: name in [[theme]] is '" + bad + "'" + rule});
    }
    CHECK(problems_of(with(kSmallest, "\"burglary\"", "\"a_b__2\"")).empty());
    CHECK(problems_of(with(kSmallest, "\"burglary\"", "\"aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd\"")).empty());
    CHECK(
        problems_of(kSmallest +
                    "[[hotspots]]\nmethod = \"kde\"\n[[theme]]\nname = \"burglary\"\nmatch = { all = [] }\n") ==
        Problems{"configs/north.toml:15:1: two [[hotspots]] entries are called 'kde'; give this one another name, such "
                 "as name = \"kde_2\"",
                 "configs/north.toml:18:1: two themes are called 'burglary'; names must differ"});
    CHECK(problems_of(kSmallest + "[[areas]]\nlayer = \"command\"\nfile = \"x\"\nname = \"n\"\n") ==
          Problems{"configs/north.toml:16:1: two [[areas]] layers are called 'command'; names must differ"});
}

TEST_CASE("names that would collide in the output are refused", "[config]")
{
    CHECK(problems_of(with(kSmallest, "\"burglary\"", "\"tables\"")) ==
          Problems{"configs/north.toml:11:1: a theme cannot be called 'tables': its files would lie in the folder "
                   "tables, which holds other things"});
    CHECK(problems_of(kSmallest + "[[hotspots]]\nmethod = \"kde\"\nname = \"kde_count\"\n") ==
          Problems{"configs/north.toml:17:1: the files of 'kde_count' would overwrite the count version of 'kde'; give "
                   "it another name"});
    CHECK(problems_of(with(kSmallest, "\"command\"", "\"rank\"")) ==
          Problems{"configs/north.toml:5:1: layer = 'rank' is already a property of every hotspot; call it otherwise, "
                   "such as 'command'"});
}

TEST_CASE("the period is two dates in order", "[config]")
{
    CHECK(problems_of("period = { from = 2023-03-01, to = 2023-02-28 }\n" + kSmallest) ==
          Problems{"configs/north.toml:1:19: the period starts on 2023-03-01 and ends before that, on 2023-02-28; swap "
                   "from and to"});
    CHECK(problems_of("period = { from = \"2022-03-01\", to = 2022-03-01T00:00:00 }\n" + kSmallest) ==
          Problems{
              "configs/north.toml:1:19: from in [period] must be a date without quotes, such as 2023-02-28, not the "
              "text '2022-03-01'",
              "configs/north.toml:1:38: to in [period] must be a date without quotes, such as 2023-02-28, not a date "
              "with a time"});
    CHECK(problems_of("period = { from = 0202-03-01, to = 2999-01-01 }\n" + kSmallest) ==
          Problems{"configs/north.toml:1:19: from in [period] is 0202-03-01; years go from 1900 to 2100",
                   "configs/north.toml:1:36: to in [period] is 2999-01-01; years go from 1900 to 2100"});
    CHECK(problems_of("period = { from = 2022-03-01 }\n" + kSmallest) ==
          Problems{"configs/north.toml:1:10: missing key 'to' in [period]: last day that counts, itself included"});
    const auto one_day = parse("period = { from = 1970-01-02, to = 1970-01-02 }\n" + kSmallest);
    CHECK(one_day.period->from_day == 1);
    CHECK(one_day.period->to_day == 1);
}

TEST_CASE("only one rule says how much of a surface is hotspot", "[config]")
{
    CHECK(problems_of(kSmallest + "area_share = 0.02\nlevel = 5\n") ==
          Problems{"configs/north.toml:16:1: area_share and level are both given; keep only one of them"});
    CHECK(problems_of(kSmallest + "mass_share = 0.25\narea_share = 0.01\n") ==
          Problems{"configs/north.toml:16:1: mass_share and area_share are both given; keep only one of them"});
}

TEST_CASE("keys that do nothing for a method are refused", "[config]")
{
    CHECK(
        problems_of(kSmallest + "hull_ratio = 0.5\n[[hotspots]]\nmethod = \"dbscan\"\narea_share = 0.02\n") ==
        Problems{"configs/north.toml:15:1: hull_ratio acts on clusters, and method 'kde' makes a surface; leave it out",
                 "configs/north.toml:18:1: area_share acts on surfaces, and method 'dbscan' makes clusters; leave it "
                 "out"});
}

TEST_CASE("a method's own check is heard", "[config]")
{
    const auto problems = problems_of(kSmallest + "bandwidth_m = 250\ncell_m = 300\ncell_rule = \"centre\"\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].starts_with("configs/north.toml:13:1: [[hotspots]] 'kde': bandwidth_m = 250"));
}

TEST_CASE("a bandwidth finer than the map points of data.police.uk is refused", "[config]")
{
    const auto problems = problems_of(kSmallest + "bandwidth_m = 199\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].starts_with("configs/north.toml:15:1"));
    CHECK(problems[0].find("200") != std::string::npos);
    CHECK(problems_of(kSmallest + "bandwidth_m = 200\n").empty());
}

TEST_CASE("combinations that cannot work are refused", "[config]")
{
    CHECK(problems_of(with(kSmallest, "[[theme]]", "transform = \"cap\"\n[[theme]]")) ==
          Problems{"configs/north.toml:10:1: transform = \"cap\" needs cap, the most that one incident weighs"});
    CHECK(problems_of(with(kSmallest, "[[theme]]", "cap = 5\n[[theme]]")) ==
          Problems{"configs/north.toml:10:1: cap does nothing with transform = \"none\"; write transform = \"cap\" or "
                   "leave it out"});
    CHECK(problems_of(with(kSmallest, "[harm]", "isolate = true\n[harm]")) ==
          Problems{"configs/north.toml:8:1: isolate = true is about packs; set pack = true as well, or leave it out"});
    CHECK(problems_of(kSmallest + "[publish]\nprofile = \"public\"\nleast_count = 3\n") ==
          Problems{"configs/north.toml:17:1: least_count = 3 is under 5, the least the public profile allows; leave it "
                   "out or raise it"});
    CHECK(problems_of(with(kSmallest, "[harm]", "group = { a = [\"x\"], b = [\"y\", \"x\"] }\n[harm]")) ==
          Problems{"configs/north.toml:8:32: 'x' is in two groups; an area belongs to one"});
}

TEST_CASE("coordinate systems exist and measure metres", "[config]")
{
    CHECK(
        problems_of("crs = \"EPSG:4326\"\n" + kSmallest) ==
        Problems{"configs/north.toml:1:7: crs = EPSG:4326 is not projected in metres, so distances would mean nothing; "
                 "use EPSG:27700"});
    CHECK(
        problems_of("crs = \"EPSG:1\"\n" + kSmallest) ==
        Problems{"configs/north.toml:1:7: crs = EPSG:1 is unknown to PROJ; British National Grid is EPSG:27700, WGS 84 "
                 "is EPSG:4326"});
    for (const std::string bad : {"27700", "EPSG:", "EPSG:27700x", "EPSG:-5", "http://x", "epsg:27700"}) {
        CHECK(problems_of("crs = \"" + bad + "\"\n" + kSmallest) ==
              Problems{"configs/north.toml:1:7: crs at the top level is '" + bad +
                       "'; it must be an EPSG number, such as \"EPSG:27700\""});
    }
}

TEST_CASE("files are plain files, and the message does not repeat what may be a password", "[config]")
{
    for (const std::string bad : {"/vsicurl/http://x/a.gpkg", "/vsizip/a.zip", "http://x/a.gpkg", "https://x",
                                  "PG:dbname=x password=hunter2", "GPKG:a.gpkg:t", "<VRTDataset/>", "{}"}) {
        const auto problems = problems_of(with(kSmallest, "areas.gpkg", bad));
        CHECK(problems == Problems{"configs/north.toml:6:8: file in [[areas]] is a database connection, a URL or a "
                                   "/vsi path; name a plain file"});
    }
    CHECK(problems_of(with(kSmallest, "\"a.csv\"", "\"a.csv\", \"/vsistdin/\"")) ==
          Problems{"configs/north.toml:2:19: files in [incidents] is a database connection, a URL or a /vsi path; name "
                   "a plain file"});
    CHECK(problems_of("mask = \"PG:x\"\n" + with(kSmallest, "\"count\"", "\"ftp://x\"")).size() == 2);
    for (const std::string good : {"/abs/a.gpkg", "../a.gpkg", "C:/maps/a.gpkg", "a/b:c.gpkg", "vsizip/a.gpkg"}) {
        CHECK(problems_of(with(kSmallest, "areas.gpkg", good)).empty());
    }
}

TEST_CASE("a path beside a config in the root folder cannot become a /vsi path", "[config]")
{
    CHECK_THROWS_AS(parse_config(with(kSmallest, "areas.gpkg", "vsicurl/http"), "/north.toml", {}), ConfigError);
}

TEST_CASE("themes that entries ask for exist", "[config]")
{
    CHECK(problems_of(kSmallest + "themes = [\"burglry\", \"asb\", \"burglary\", \"burglary\"]\n") ==
          Problems{"configs/north.toml:15:11: no [[theme]] is called 'burglry'; did you mean 'burglary'?",
                   "configs/north.toml:15:22: no [[theme]] is called 'asb'",
                   "configs/north.toml:15:41: the theme 'burglary' is listed twice"});
}

TEST_CASE("there may be 64 themes and no more", "[config]")
{
    const auto themes = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            text += "[[theme]]\nname = \"t" + std::to_string(i) + "\"\nmatch = { all = [] }\n";
        }
        return text;
    };
    CHECK(problems_of(kSmallest + themes(63)).empty());
    CHECK(problems_of(kSmallest + themes(64)) ==
          Problems{"configs/north.toml:204:1: more than 64 themes; split them over two configs"});
}

TEST_CASE("all problems come at once, by position", "[config]")
{
    const auto problems = problems_of("seed = -1\n" + with(kSmallest, "name = \"name\"", "nam = \"name\"") +
                                      "bandwith_m = 300\narea_share = 7\n[beats]\n");
    REQUIRE(problems.size() == 6);
    CHECK(problems[0].starts_with("configs/north.toml:1:8: seed"));
    CHECK(problems[1].starts_with("configs/north.toml:5:1: missing key 'name' in [[areas]]"));
    CHECK(problems[2].starts_with("configs/north.toml:8:1: unknown key 'nam' in [[areas]]; did you mean 'name'?"));
    CHECK(problems[3].starts_with("configs/north.toml:16:1: unknown key 'bandwith_m'"));
    CHECK(problems[4].starts_with("configs/north.toml:17:14: area_share"));
    CHECK(problems[5].starts_with("configs/north.toml:18:1: unknown section [beats]"));
}

TEST_CASE("TOML that does not parse says where and, for common slips, what to do", "[config]")
{
    CHECK(problems_of("title = \"x\ny = 1\n") ==
          Problems{"configs/north.toml:1:11: not valid TOML: string: unescaped control characters other than TAB "
                   "(U+0009) are explicitly prohibited; is the closing quote missing?"});
    CHECK(problems_of("mask = \"C:\\data\\x.gpkg\"\n")[0].ends_with(
        "; write paths with / or in single quotes, as 'C:\\data\\x.csv'"));
    CHECK(problems_of("a = 1\na = 2\n") ==
          Problems{"configs/north.toml:2:5: not valid TOML: key-value pair: cannot redefine existing integer 'a'"});
    CHECK(problems_of("title = Northumbria\n")[0].ends_with("; texts need quotes"));
    CHECK(problems_of("method = kde\n")[0].ends_with("; texts need quotes"));
    CHECK(problems_of("pack = True\n")[0].ends_with("; write true or false in small letters, and texts in quotes"));
    CHECK(problems_of("cell_m = 25m\n")[0] == "configs/north.toml:1:12: not valid TOML: decimal integer: expected "
                                              "digit, saw 'm'; write the number alone: its unit is in the key's name");
    CHECK(problems_of("period = { from = 2022-02-30, to = 2023-01-01 }\n")[0].starts_with(
        "configs/north.toml:1:29: not valid TOML: "));
}
