// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"
#include "incident/input_kind.hpp"
#include "incident/zip.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace harmspot
{

/// One input as the reader sees it: a file, or a member of a ZIP.
struct InputPart {
    std::string path;
    std::string name;      ///< as the user wrote it; of a member "file.zip!folder/member.csv"
    std::string file_name; ///< as the user wrote it, of a member that of its ZIP
    InputKind kind = InputKind::csv;
    std::optional<ZipMember> member; ///< of a ZIP
    std::size_t file_bytes = 0;      ///< on disk; of a member packed
    std::size_t text_bytes = 0;      ///< unpacked; of gzip and a ZIP's member as the file itself says
    std::string problem;             ///< why it cannot be read, when that is known already
};

struct InputParts {
    std::vector<InputPart> parts;
    int points_epsg = 0;            ///< of the layers' geometry where that says where incidents happened, else 0
    std::vector<std::string> notes; ///< whole sentences for a person
};

/// What the files that a config names are made of, in the order of `files`. ZIPs give their members that
/// are street files of data.police.uk, or, in the format "columns", CSV; the rest is listed in a note.
/// `as_written[i]` names `files[i]`.
/// \throws ConfigError when `config` maps no coordinates and an input is no layer
/// \throws InputError when layers whose geometry is needed differ in their CRS, or months come twice
[[nodiscard]] InputParts input_parts(const std::vector<std::string>& files, const std::vector<std::string>& as_written,
                                     const IncidentsConfig& config);

/// Street files are named by month and force, and downloads overlap: two of one name in different folders
/// or ZIPs are the same months twice, even where later outcomes make their bytes differ.
/// \throws InputError naming the pairs
void refuse_repeated_months(const std::vector<std::string>& names);

} // namespace harmspot
