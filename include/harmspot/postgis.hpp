// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "harmspot/output.hpp"

#include <memory>
#include <string>
#include <vector>

namespace harmspot
{

/// One run in a database: every layer a table of the schema, all in one transaction, so that readers see the earlier
/// run whole until they see this one whole.
///
/// The tables of the earlier run, which its `run_info` names, are replaced; a table or view of one of our names that no
/// run of ours has made is never touched. Each table has a spatial index, its description as comment, and the column
/// `run_id`; `run_info` is as in a GeoPackage.
class PostgisRun
{
public:
    /// Connects. \throws OutputError when that fails, or PostGIS is missing there
    explicit PostgisRun(const PostgisOutput& target);
    PostgisRun(const PostgisRun&) = delete;
    PostgisRun& operator=(const PostgisRun&) = delete;
    /// Undoes what was not committed.
    ~PostgisRun();

    /// Writes everything, unseen by others, whom it does not keep waiting. Waits while another run writes to the same
    /// schema. \throws OutputError naming the table, with the server's reason
    void write(const std::vector<NamedLayer>& layers, const RunRecord& record);
    /// \throws OutputError when the server does not confirm it
    void commit();

private:
    class Connection;
    std::unique_ptr<Connection> m_connection;
};

/// The name of a layer's table: PostgreSQL cuts names after 63 bytes without a word, so longer ones end in a part of
/// their SHA-256 instead.
[[nodiscard]] std::string postgis_table_name(const std::string& layer);

} // namespace harmspot
