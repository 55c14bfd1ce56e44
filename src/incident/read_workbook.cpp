// SPDX-License-Identifier: MIT
#include "incident/table_text.hpp"

#include "geo/quoted_name.hpp"
#include "harmspot/error.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

namespace harmspot
{

namespace
{

/// Bytes under a name that GDAL can open, so that it sees those that were checked and no others.
class MemoryFile
{
public:
    explicit MemoryFile(std::string_view bytes)
    {
        static std::atomic<unsigned> count{0};
        m_path = fmt::format("/vsimem/harmspot-{}.xlsx", count++);
        // GDAL's call takes them as writable, for files opened to be changed; this one is opened to be read.
        auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
        VSIFCloseL(VSIFileFromMemBuffer(m_path.c_str(), data, bytes.size(), FALSE));
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { VSIUnlink(m_path.c_str()); }

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

/// GDAL's settings for workbooks on this thread alone, undone at the end.
class HeaderSetting
{
public:
    /// \param first_row whether a sheet's first row names its columns; else GDAL names them Field1, Field2, …
    explicit HeaderSetting(bool first_row)
    {
        CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", first_row ? "FORCE" : "DISABLE");
    }
    HeaderSetting(const HeaderSetting&) = delete;
    HeaderSetting& operator=(const HeaderSetting&) = delete;
    ~HeaderSetting() { CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", nullptr); }
};

gdal::Dataset open_workbook(const std::string& path, const std::string& as_written)
{
    gdal::initialise();
    constexpr const char* kOnly[] = {"XLSX", nullptr};
    static_cast<void>(gdal::last_error());
    gdal::Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                            kOnly, nullptr, nullptr));
    if (!dataset) {
        throw InputError(as_written + ": is not an Excel workbook that can be read; open it in Excel and save it again "
                                      "as .xlsx, or as \"CSV UTF-8\"");
    }
    return dataset;
}

std::string sheet_names(GDALDataset& dataset)
{
    constexpr int kMostNamed = 20;
    std::string text;
    const int count = dataset.GetLayerCount();
    for (int i = 0; i < std::min(kMostNamed, count); ++i) {
        text += (i == 0 ? "" : ", ") + quoted_name(dataset.GetLayer(i)->GetName());
    }
    return count > kMostNamed ? fmt::format("{} and {} more", text, count - kMostNamed) : text;
}

std::string first_row_of(OGRLayer& sheet, const std::string& as_written)
{
    return fmt::format("{}, sheet {}, row 1", as_written, quoted_name(sheet.GetName()));
}

/// The first rows of a sheet that GDAL was told has no header.
std::vector<std::vector<std::string>> first_rows(OGRLayer& sheet)
{
    std::vector<std::vector<std::string>> rows;
    const int fields = sheet.GetLayerDefn()->GetFieldCount();
    sheet.ResetReading();
    for (gdal::FeaturePtr row(sheet.GetNextFeature()); row && rows.size() < kHeaderRows;
         row.reset(sheet.GetNextFeature())) {
        auto& texts = rows.emplace_back();
        for (int i = 0; i < fields; ++i) {
            texts.emplace_back(row->IsFieldSetAndNotNull(i) != 0 ? row->GetFieldAsString(i) : "");
        }
    }
    return rows;
}

/// The first sheet with the column names in a row below its first, if there is one.
std::optional<TableText> read_below_title(const std::string& path, const std::string& as_written,
                                          const std::string& wanted, const ColumnMap& map, const HeaderJudge& judge)
{
    const HeaderSetting no_header(false);
    const auto dataset = open_workbook(path, as_written);
    for (auto* sheet : dataset->GetLayers()) {
        if (!wanted.empty() && wanted != sheet->GetName()) {
            continue;
        }
        const auto rows = first_rows(*sheet);
        const auto at = find_header(rows, map, judge);
        if (at == rows.size()) {
            continue;
        }
        const auto where = fmt::format("{}, sheet {}, row {}", as_written, quoted_name(sheet->GetName()), at + 1);
        TableText table = table_of(*sheet, where, map, {rows[at], at + 1, false});
        table.what = fmt::format("{}, sheet {}", kind_text(InputKind::workbook), quoted_name(sheet->GetName()));
        table.first_line = at + 2;
        table.notes.push_back(
            header_note(fmt::format("{}, sheet {}", as_written, quoted_name(sheet->GetName())), at + 1));
        return table;
    }
    return std::nullopt;
}

/// Whether a first row may be one of column names where no map says which there must be.
bool suits(const std::vector<std::string>& header, const HeaderJudge& judge)
{
    const std::vector<std::vector<std::string>> row{header};
    return find_header(row, {}, judge) == 0;
}

/// The sheet to read; null when none will do, and then `complaint` says why.
OGRLayer* find_sheet(GDALDataset& dataset, const std::string& as_written, const std::string& wanted,
                     const ColumnMap& map, const HeaderJudge& judge, std::string& complaint)
{
    for (auto* sheet : dataset.GetLayers()) {
        if (!wanted.empty() && wanted != sheet->GetName()) {
            continue;
        }
        const auto header = header_of(*sheet);
        if (header.empty()) {
            continue; // an empty sheet
        }
        if (judge && !suits(header, judge)) {
            continue;
        }
        try {
            static_cast<void>(bind_columns(header, map, first_row_of(*sheet, as_written)));
            return sheet;
        } catch (const InputError& error) {
            complaint = complaint.empty() ? error.what() : complaint;
        }
    }
    return nullptr;
}

[[noreturn]] void fail_without_sheet(GDALDataset& dataset, const std::string& as_written, const std::string& wanted,
                                     const std::string& complaint)
{
    if (!complaint.empty()) {
        throw InputError(dataset.GetLayerCount() > 1 && wanted.empty()
                             ? complaint + ". None of its sheets has them all: " + sheet_names(dataset)
                             : complaint);
    }
    throw InputError(wanted.empty() ? as_written + ": holds no cells; expected a header in row 1 and rows"
                                    : fmt::format("{}: has no sheet {} ('sheet' in [incidents]) with cells; its sheets "
                                                  "are: {}",
                                                  as_written, quoted_name(wanted), sheet_names(dataset)));
}

} // namespace

TableText read_workbook(std::string_view bytes, const std::string& as_written, const IncidentsConfig& config,
                        const ColumnMap& map, const HeaderJudge& judge)
{
    const MemoryFile file(bytes);
    const HeaderSetting header_first(true);
    const auto dataset = open_workbook(file.path(), as_written);
    std::string complaint;
    auto* sheet = find_sheet(*dataset, as_written, config.sheet, map, judge, complaint);
    if (sheet == nullptr) {
        if (auto below = read_below_title(file.path(), as_written, config.sheet, map, judge)) {
            return *std::move(below);
        }
    }
    if (sheet == nullptr && judge) {
        sheet = find_sheet(*dataset, as_written, config.sheet, map, {}, complaint);
    }
    if (sheet == nullptr) {
        fail_without_sheet(*dataset, as_written, config.sheet, complaint);
    }
    TableText table = table_of(*sheet, first_row_of(*sheet, as_written), map, {});
    table.what = fmt::format("{}, sheet {}", kind_text(InputKind::workbook), quoted_name(sheet->GetName()));
    table.first_line = 2;
    if (dataset->GetLayerCount() > 1 && config.sheet.empty()) {
        table.notes.push_back(fmt::format("{} has {} sheets; {} was read. 'sheet' in [incidents] chooses another.",
                                          as_written, dataset->GetLayerCount(), quoted_name(sheet->GetName())));
    }
    return table;
}

} // namespace harmspot
