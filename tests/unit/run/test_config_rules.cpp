// SPDX-License-Identifier: MIT
#include "config_text.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

namespace
{

const std::string kIn = " in the rule of theme 'burglary'";

/// Problems of a rule over data.police.uk, without "configs/north.toml:12:".
Problems rule_problems(const std::string& rule)
{
    auto problems = problems_of(with(kSmallest, "{ field = \"offence\", in = [\"Burglary\"] }", rule));
    for (auto& problem : problems) {
        problem = problem.substr(std::string("configs/north.toml:12:").size());
    }
    return problems;
}

/// Problems of a rule over a force's export with these columns besides.
Problems force_problems(const std::string& rule, const std::string& columns)
{
    auto problems = problems_of(with(kForce, "{ all = [] }", rule) +
                                "easting = \"E\"\nnorthing = \"N\"\ndate = \"D\"\ncode = \"C\"\n" + columns);
    for (auto& problem : problems) {
        problem = problem.substr(std::string("configs/north.toml:9:").size());
    }
    return problems;
}

Rule rule_of(const std::string& rule)
{
    return parse(with(kSmallest, "{ field = \"offence\", in = [\"Burglary\"] }", rule)).themes[0].match;
}

} // namespace

TEST_CASE("each kind of rule reads as it says", "[config]")
{
    CHECK(rule_of("{ all = [] }").rules.empty());
    CHECK(rule_of("{ field = \"offence\", equals = \"Drugs\" }").kind == Rule::Kind::equals);
    CHECK(rule_of("{ field = \"location\", contains = \"Park\" }").kind == Rule::Kind::contains);
    CHECK(rule_of("{ field = \"location\", prefix = \"On\" }").kind == Rule::Kind::prefix);
    const auto none =
        rule_of("{ not = [ { field = \"offence\", equals = \"a\" }, { field = \"offence\", equals = \"\" } ] }");
    CHECK(none.kind == Rule::Kind::none);
    CHECK(none.rules.size() == 2);
    CHECK(none.rules[1].values == std::vector<std::string>{""}); // blank is a value
}

TEST_CASE("a rule says one thing", "[config]")
{
    CHECK(rule_problems("{}") ==
          Problems{"9: an empty table is no rule (it takes one of any, all, not, field, flag or hours)" + kIn});
    CHECK(rule_problems("{ any = [ { all = [] } ], field = \"offence\", equals = \"x\" }") ==
          Problems{"9: 'any' and 'field' stand in one table; wrap them as { all = [ { … }, { … } ] }" + kIn});
    CHECK(rule_problems("{ any = [ { all = [] } ], in = [\"x\"] }") ==
          Problems{"9: 'any' and 'in' stand in one table; wrap them as { all = [ { … }, { … } ] }" + kIn});
    CHECK(rule_problems("{ in = [\"x\"] }") ==
          Problems{"9: 'in' needs a field, such as { field = \"offence\", … }," + kIn});
    CHECK(rule_problems("{ field = \"offence\" }") ==
          Problems{"9: the field 'offence' needs a test: in, equals, contains, prefix or matches," + kIn});
    CHECK(rule_problems("{ field = \"offence\", in = [\"x\"], equals = \"y\" }") ==
          Problems{"9: a field takes one test, and 'in' and 'equals' are two" + kIn});
    CHECK(rule_problems("{ feild = \"offence\", in = [\"x\"] }") ==
          Problems{"11: unknown key 'feild'" + kIn + "; did you mean 'field'?"});
}

TEST_CASE("groups hold lists of rules", "[config]")
{
    CHECK(rule_problems("{ any = [] }") == Problems{"17: 'any' has an empty list" + kIn});
    CHECK(rule_problems("{ any = { flag = \"x\" } }") ==
          Problems{"17: 'any' takes a list of rules, not a table," + kIn});
    CHECK(rule_problems("{ all = [ \"Burglary\" ] }") ==
          Problems{
              "19: a rule is a table, such as { field = \"offence\", in = [\"Burglary\"] }, not the text 'Burglary'" +
              kIn});
}

TEST_CASE("tests take texts", "[config]")
{
    CHECK(rule_problems("{ field = \"offence\", in = \"Burglary\" }") ==
          Problems{"35: 'in' takes a list of texts, not the text 'Burglary'," + kIn});
    CHECK(rule_problems("{ field = \"offence\", in = [] }") ==
          Problems{"35: 'in' takes a list of texts, not an empty one," + kIn});
    CHECK(rule_problems("{ field = \"offence\", in = [\"a\", 3] }") ==
          Problems{"41: 'in' takes a text in quotes, not 3," + kIn});
    CHECK(rule_problems("{ field = \"offence\", contains = \"\" }") ==
          Problems{"41: 'contains' with an empty text is true of everything" + kIn});
    CHECK(rule_problems("{ field = \"offence\", matches = \"a(b\" }") ==
          Problems{"40: 'a(b' is no regular expression (RE2): missing ): a(b," + kIn});
    CHECK(rule_problems("{ field = \"ofence\", equals = \"x\" }") ==
          Problems{"19: a field is code, location, location_type or offence, not the text 'ofence'," + kIn +
                   "; did you mean 'offence'?"});
}

TEST_CASE("rules on what data.police.uk does not publish are refused", "[config]")
{
    CHECK(rule_problems("{ field = \"code\", equals = \"8N\" }") ==
          Problems{"19: files of data.police.uk have no 'code', only offence and location," + kIn});
    CHECK(rule_problems("{ flag = \"knife\" }") ==
          Problems{"18: files of data.police.uk have no flags, so 'knife' is never set," + kIn});
    CHECK(rule_problems("{ hours = [18, 6] }") ==
          Problems{"19: files of data.police.uk give only the month, so 'hours' is never true" + kIn});
}

TEST_CASE("rules on columns that are not mapped are refused", "[config]")
{
    const std::string in = " in the rule of theme 'all'";
    CHECK(
        force_problems("{ field = \"location_type\", equals = \"x\" }", "") ==
        Problems{"19: no column is named for 'location_type': add location_type = \"…\" to [incidents.columns], used" +
                 in});
    CHECK(force_problems("{ field = \"location_type\", equals = \"x\" }", "location_type = \"T\"\n").empty());
    CHECK(force_problems("{ flag = \"knive\" }", "flags = { knife = \"K\" }\n") ==
          Problems{"18: no column is named for the flag 'knive'" + in + "; did you mean 'knife'?"});
    CHECK(force_problems("{ flag = \"knife\" }", "") ==
          Problems{"18: no column is named for the flag 'knife'" + in + "; add flags = { … } to [incidents.columns]"});
    CHECK(force_problems("{ flag = \"domestic\" }", "domestic = \"D\"\n").empty());
    CHECK(force_problems("{ flag = \"knife\" }", "flag_list = \"Q\"\n").empty()); // known only from the data
}

TEST_CASE("hours are two different hours of the day", "[config]")
{
    const std::string in = " in the rule of theme 'all'";
    for (const std::string bad :
         {"[18]", "[18, 6, 7]", "[24, 6]", "[18, 25]", "[-1, 3]", "[6, 6]", "[\"18\", 6]", "18"}) {
        CHECK(force_problems("{ hours = " + bad + " }", "") ==
              Problems{"19: 'hours' takes the hour it starts, 0 to 23, and another at which it ends, 0 to 24, such as "
                       "[18, 6]," +
                       in});
    }
    CHECK(force_problems("{ hours = [0, 24] }", "").empty());
}

TEST_CASE("groups nest as deep as anyone reads", "[config]")
{
    const auto nested = [](int depth) {
        std::string rule = "{ field = \"offence\", equals = \"x\" }";
        for (int i = 0; i < depth; ++i) {
            rule = "{ not = " + rule + " }";
        }
        return rule;
    };
    CHECK(rule_problems(nested(32)).empty());
    CHECK(rule_problems(nested(33)).size() == 1);
    CHECK(rule_problems(nested(33))[0].ends_with("groups within groups more than 32 deep" + kIn));
}
