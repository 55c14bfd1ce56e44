// SPDX-License-Identifier: MIT
#pragma once

#include "cluster_cases.hpp"

#include <libdeflate.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

/// A small reader for the reference data, which is well formed: header, commas, quotes, no quoted line ends.
namespace csv
{

struct Rows {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    [[nodiscard]] std::size_t column(const std::string& name) const
    {
        for (std::size_t c = 0; c < header.size(); ++c) {
            if (header[c] == name) {
                return c;
            }
        }
        throw std::runtime_error("no column " + name);
    }
};

inline std::string content(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error("cannot read " + path.string());
    }
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (path.extension() != ".gz") {
        return bytes;
    }
    const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> inflater(
        libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    std::string text(bytes.size() * 4, '\0');
    for (;;) {
        std::size_t size = 0;
        const auto outcome =
            libdeflate_gzip_decompress(inflater.get(), bytes.data(), bytes.size(), text.data(), text.size(), &size);
        if (outcome == LIBDEFLATE_SUCCESS) {
            text.resize(size);
            return text;
        }
        if (outcome != LIBDEFLATE_INSUFFICIENT_SPACE) {
            throw std::runtime_error("not gzip: " + path.string());
        }
        text.resize(text.size() * 2);
    }
}

inline std::vector<std::string> fields(const std::string& line)
{
    std::vector<std::string> result(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            result.emplace_back();
        } else {
            result.back() += c;
        }
    }
    return result;
}

inline Rows read(const std::filesystem::path& path)
{
    const std::string text = content(path);
    Rows rows;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = text.substr(at, end - at);
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
        }
        at = end + 1;
        if (rows.header.empty()) {
            rows.header = fields(line);
        } else if (!line.empty()) {
            rows.rows.push_back(fields(line));
        }
    }
    return rows;
}

/// The first two columns as incidents of weight 1.
inline std::vector<cases::Incident> points(const std::filesystem::path& path)
{
    std::vector<cases::Incident> incidents;
    for (const auto& row : read(path).rows) {
        incidents.push_back({std::stod(row.at(0)), std::stod(row.at(1))});
    }
    return incidents;
}

} // namespace csv
