// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

// The sections about what comes out, apart from config_sections.cpp's about what goes in.
namespace harmspot::config
{

[[nodiscard]] SectionSpec denominator_section();
[[nodiscard]] SectionSpec hotspots_section();
[[nodiscard]] SectionSpec stability_section();
[[nodiscard]] SectionSpec persistence_section();
[[nodiscard]] SectionSpec change_section();
[[nodiscard]] SectionSpec decisions_section();
[[nodiscard]] SectionSpec context_section();
[[nodiscard]] SectionSpec hubs_section();
[[nodiscard]] SectionSpec existing_hubs_section();
[[nodiscard]] SectionSpec multipliers_section();
[[nodiscard]] SectionSpec patrols_section();
[[nodiscard]] SectionSpec excluded_patrols_section();
[[nodiscard]] SectionSpec publish_section();
[[nodiscard]] SectionSpec output_section();
[[nodiscard]] SectionSpec output_postgis_section();

} // namespace harmspot::config
