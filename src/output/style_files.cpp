// SPDX-License-Identifier: MIT
#include "harmspot/style_files.hpp"

#include "harmspot/output.hpp"
#include "output/layer_style.hpp"
#include "output/raster_style.hpp"

#include <filesystem>

namespace harmspot
{

namespace
{

std::string name_of(const std::string& data_path)
{
    return std::filesystem::path(data_path).stem().string();
}

} // namespace

std::array<std::string, 2> style_paths(const std::string& data_path)
{
    const auto stem = data_path.substr(0, data_path.rfind('.'));
    return {stem + ".qml", stem + ".sld"};
}

void write_styles(const std::string& data_path, const PublishableLayer& layer)
{
    const auto style = style_of(layer);
    const auto [for_qgis, for_others] = style_paths(data_path);
    write_text(for_qgis, qml(style));
    write_text(for_others, sld(style, name_of(data_path)));
}

void write_styles(const std::string& data_path, const PublishableSurface& surface)
{
    const auto classes = raster_classes(surface);
    const auto [for_qgis, for_others] = style_paths(data_path);
    write_text(for_qgis, raster_qml(classes));
    write_text(for_others, raster_sld(classes, name_of(data_path)));
}

} // namespace harmspot
