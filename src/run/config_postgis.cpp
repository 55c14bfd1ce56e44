// SPDX-License-Identifier: MIT
#include "run/config_build.hpp"
#include "run/config_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

// [output.postgis]: the database that layers go to besides the files.
namespace harmspot::config
{

namespace
{

using Type = KeySpec::Type;

constexpr std::string_view kServiceWhy =
    "entry of pg_service.conf that says host, database and user; without it the environment does (PGHOST, PGDATABASE, "
    "PGUSER). Passwords are in ~/.pgpass, never here";

KeySpec service_key()
{
    return {.name = "service", .type = Type::text, .optional = true, .why = std::string(kServiceWhy)};
}

/// A name as databases have them: what a config says must not become part of a connection or of SQL.
bool is_plain(const std::string& text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    });
}

void read_plain(const Fields& fields, std::string_view key, std::string_view section, std::string& to,
                Building& building)
{
    if (fields.valid(key) == nullptr) {
        return;
    }
    to = fields.text(key);
    if (!is_plain(to)) {
        building.problems.add(
            fields.at(key),
            fmt::format(
                "{} in {} is a plain name of letters, digits, '_', '-' and '.'; host, database and user are set in "
                "pg_service.conf, and the password in ~/.pgpass",
                key, section));
    }
}

} // namespace

SectionSpec output_postgis_section()
{
    return {.name = "output.postgis",
            .why =
                "write every layer of the force to a PostGIS database too: a table each, with the column run_id, and "
                "run_info. One transaction a run: readers see the earlier run whole until they see this one whole",
            .keys = {
                service_key(),
                {.name = "schema",
                 .type = Type::name,
                 .fallback = PostgisOutput().schema,
                 .why = "made when it is not there, and for harmspot alone: each run replaces the tables of the one "
                        "before. Another schema for each quarter keeps the quarters"},
            }};
}

std::optional<PostgisOutput> build_output_postgis(const Node& output, Building& building)
{
    const auto* section = output.find("postgis");
    if (section == nullptr || section->as<Table>() == nullptr) {
        return std::nullopt;
    }
    const Fields fields(section);
    PostgisOutput postgis;
    postgis.schema = fields.text("schema");
    read_plain(fields, "service", "[output.postgis]", postgis.service, building);
    return postgis;
}

} // namespace harmspot::config
