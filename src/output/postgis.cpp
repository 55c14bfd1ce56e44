// SPDX-License-Identifier: MIT
#include "harmspot/postgis.hpp"

#include "geo/gdal.hpp"
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "output/ogr_fields.hpp"
#include "output/text.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace harmspot
{

namespace
{

constexpr std::size_t kLongestName = 63; ///< of PostgreSQL's names, in bytes
constexpr const char* kRunInfo = "run_info";

/// \pre made of letters, digits, '_' and '-', as configs and layers are named; quoted all the same
std::string identifier(const std::string& name)
{
    std::string out = "\"";
    for (const char c : name) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

std::string literal(const std::string& text)
{
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? "''" : std::string(1, c);
    }
    return out + '\'';
}

bool is_plain_name(const std::string& name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

/// libpq tells in several lines.
std::string in_one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (!text.empty() && text.back() == ' ') {
        text.pop_back();
    }
    return text;
}

} // namespace

std::string postgis_table_name(const std::string& layer)
{
    constexpr std::size_t kHashed = 8;
    return layer.size() <= kLongestName
               ? layer
               : layer.substr(0, kLongestName - kHashed - 1) + '_' + sha256_of(layer).substr(0, kHashed);
}

/// SQL of ours holds nothing from data: names of the config's schema and of our own tables, quoted. Values go through
/// OGR.
class PostgisRun::Connection
{
public:
    explicit Connection(const PostgisOutput& target)
        : m_schema(target.schema),
          m_where(target.service.empty() ? std::string("the database of the PG environment variables")
                                         : "service " + target.service),
          m_copy("PG_USE_COPY", "YES", true)
    {
        gdal::initialise();
        if (!is_plain_name(target.schema) || (!target.service.empty() && !is_plain_service(target.service))) {
            throw ConfigError("[output.postgis]: schema and service are plain names");
        }
        static_cast<void>(gdal::last_error());
        const auto name = target.service.empty() ? std::string("PG:") : "PG:service='" + target.service + "'";
        constexpr std::array<const char*, 2> kOnly{"PostgreSQL", nullptr};
        m_dataset.reset(GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR,
                                          kOnly.data(), nullptr, nullptr));
        if (!m_dataset) {
            throw OutputError(
                fmt::format("[output.postgis]: cannot connect to {}: {}; put host, database and user into "
                            "pg_service.conf or PGHOST, PGDATABASE and PGUSER, and the password into "
                            "~/.pgpass",
                            m_where, in_one_line(gdal::last_error())));
        }
        if (!answer("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")) {
            throw OutputError(fmt::format("[output.postgis]: {} has no PostGIS; have its owner run CREATE EXTENSION "
                                          "postgis",
                                          m_where));
        }
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection()
    {
        if (m_open) {
            m_dataset->RollbackTransaction();
        }
    }

    void write(const std::vector<NamedLayer>& layers, const RunRecord& record)
    {
        begin();
        find_earlier(layers);
        execute("CREATE SCHEMA " + identifier(m_incoming), "schema " + m_incoming);
        for (const auto& named : layers) {
            add_layer(named, record);
        }
        add_run_info(layers, record);
    }

    /// Only now does the earlier run make way: dropping a table locks out its readers until the end of the transaction.
    void commit()
    {
        for (const auto& table : m_earlier) {
            execute("DROP TABLE " + in_schema(table), "table " + table);
        }
        for (const auto& table : m_made) {
            execute("ALTER TABLE " + identifier(m_incoming) + '.' + identifier(table) + " SET SCHEMA " +
                        identifier(m_schema),
                    "table " + table);
        }
        execute("DROP SCHEMA " + identifier(m_incoming), "schema " + m_incoming);
        static_cast<void>(gdal::last_error());
        m_open = false;
        if (m_dataset->CommitTransaction() != OGRERR_NONE) {
            fail("the run");
        }
    }

private:
    static bool is_plain_service(const std::string& name)
    {
        return std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                   c == '.';
        });
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        const auto reason = in_one_line(gdal::last_error());
        throw OutputError(fmt::format("[output.postgis]: {} cannot be written to schema {} of {}; the earlier run is "
                                      "there as it was ({})",
                                      what, m_schema, m_where, reason.empty() ? "the server gives no reason" : reason));
    }

    void execute(const std::string& sql, const std::string& what)
    {
        CPLErrorReset();
        static_cast<void>(gdal::last_error());
        m_dataset->ReleaseResultSet(m_dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr));
        if (CPLGetLastErrorType() >= CE_Failure) {
            fail(what);
        }
    }

    /// First column of every row.
    std::vector<std::string> column(const std::string& sql)
    {
        CPLErrorReset();
        static_cast<void>(gdal::last_error());
        auto* result = m_dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr);
        if (result == nullptr) {
            fail("anything");
        }
        std::vector<std::string> texts;
        while (const gdal::FeaturePtr row{result->GetNextFeature()}) {
            texts.emplace_back(row->GetFieldAsString(0));
        }
        m_dataset->ReleaseResultSet(result);
        return texts;
    }

    bool answer(const std::string& sql) { return !column(sql).empty(); }

    void begin()
    {
        static_cast<void>(gdal::last_error());
        if (m_dataset->StartTransaction() != OGRERR_NONE) {
            fail("anything");
        }
        m_open = true;
        // Two runs at once would each drop the other's tables half-way.
        execute(fmt::format("SELECT pg_advisory_xact_lock(hashtext('harmspot'), hashtext({}))", literal(m_schema)),
                "anything");
        execute("CREATE SCHEMA IF NOT EXISTS " + identifier(m_schema), "schema " + m_schema);
    }

    std::string in_schema(const std::string& table) const { return identifier(m_schema) + '.' + identifier(table); }

    /// Notes the tables of the earlier run, also those of layers that this one does not have.
    void find_earlier(const std::vector<NamedLayer>& layers)
    {
        const auto there =
            column("SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                   "n.nspname = " +
                   literal(m_schema) + " AND c.relkind IN ('r', 'v', 'm', 'f', 'p')");
        const std::set<std::string> present(there.begin(), there.end());
        std::set<std::string> ours;
        if (present.contains(kRunInfo)) {
            const auto told =
                column("SELECT a.attname FROM pg_attribute a WHERE a.attrelid = " + literal(in_schema(kRunInfo)) +
                       "::regclass AND a.attname IN ('layer', 'item', 'text', "
                       "'run_id') AND NOT a.attisdropped");
            if (told.size() == 4) {
                const auto made = column("SELECT DISTINCT layer FROM " + in_schema(kRunInfo) + " WHERE layer <> ''");
                ours.insert(made.begin(), made.end());
                ours.insert(kRunInfo);
            }
        }
        std::set<std::string> wanted{kRunInfo};
        for (const auto& named : layers) {
            wanted.insert(postgis_table_name(named.name));
        }
        for (const auto& table : wanted) {
            if (present.contains(table) && !ours.contains(table)) {
                throw OutputError(
                    fmt::format("[output.postgis]: schema {} of {} holds {}, which no run of harmspot has "
                                "made; name another schema, one for harmspot alone",
                                m_schema, m_where, table));
            }
        }
        for (const auto& table : ours) {
            if (present.contains(table)) {
                m_earlier.push_back(table);
            }
        }
    }

    OGRLayer& create(const std::string& table, OGRwkbGeometryType type, OGRSpatialReference* reference,
                     const std::string& description)
    {
        CPLStringList options;
        options.SetNameValue("SCHEMA", m_incoming.c_str());
        options.SetNameValue("LAUNDER", "NO");
        options.SetNameValue("GEOMETRY_NAME", "geom");
        options.SetNameValue("FID", "fid");
        options.SetNameValue("SPATIAL_INDEX", type == wkbNone ? "NONE" : "GIST");
        options.SetNameValue("DESCRIPTION", description.c_str());
        static_cast<void>(gdal::last_error());
        auto* made = m_dataset->CreateLayer(table.c_str(), reference, type, options.List());
        if (made == nullptr || !add_field(*made, "run_id", OFTString)) {
            fail("table " + table);
        }
        m_made.push_back(table);
        return *made;
    }

    void insert(OGRLayer& table, OGRFeature& row, const std::string& run_id)
    {
        row.SetField("run_id", run_id.c_str());
        if (table.CreateFeature(&row) != OGRERR_NONE) {
            fail("table " + std::string(table.GetName()));
        }
    }

    /// Ends the COPY, whose rows the server has looked at only then.
    void finish(OGRLayer& table)
    {
        CPLErrorReset();
        static_cast<void>(gdal::last_error());
        if (table.SyncToDisk() != OGRERR_NONE || CPLGetLastErrorType() >= CE_Failure) {
            fail("table " + std::string(table.GetName()));
        }
    }

    void add_layer(const NamedLayer& named, const RunRecord& record)
    {
        const auto& layer = *named.layer;
        auto reference = gdal::srs(layer.epsg());
        auto& table =
            create(postgis_table_name(named.name), geometry_type_of(layer), &reference, description_of(layer));
        if (!add_property_fields(table, layer.features())) {
            fail("table " + named.name);
        }
        for (const auto& feature : layer.features()) {
            insert(table, *row_of(table, feature), record.run_id);
        }
        finish(table);
    }

    void add_run_info(const std::vector<NamedLayer>& layers, const RunRecord& record)
    {
        auto& table = create(kRunInfo, wkbNone, nullptr, "What made these layers, and what must be said about each");
        for (const auto* name : {"layer", "item", "text"}) {
            if (!add_field(table, name, OFTString)) {
                fail(kRunInfo);
            }
        }
        const auto add = [&](const std::string& layer, const std::string& item, const std::string& text) {
            const auto row = new_row(table);
            row->SetField("layer", layer.c_str());
            row->SetField("item", item.c_str());
            row->SetField("text", valid_utf8(text).c_str());
            insert(table, *row, record.run_id);
        };
        for (const auto& [item, text] : record.items) {
            add("", item, text);
        }
        for (const auto& named : layers) {
            for (const auto& [item, text] : layer_info(*named.layer)) {
                add(postgis_table_name(named.name), item, text);
            }
        }
        finish(table);
    }

    std::string m_schema;
    std::string m_incoming = m_schema + "_incoming"; ///< where tables are made, unseen, until all are there
    std::vector<std::string> m_earlier;
    std::vector<std::string> m_made;
    std::string m_where;
    CPLConfigOptionSetter m_copy;
    gdal::Dataset m_dataset;
    bool m_open = false;
};

PostgisRun::PostgisRun(const PostgisOutput& target) : m_connection(std::make_unique<Connection>(target)) {}

PostgisRun::~PostgisRun() = default;

void PostgisRun::write(const std::vector<NamedLayer>& layers, const RunRecord& record)
{
    m_connection->write(layers, record);
}

void PostgisRun::commit()
{
    m_connection->commit();
}

} // namespace harmspot
