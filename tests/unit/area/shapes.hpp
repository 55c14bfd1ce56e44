// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/area.hpp"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

// Shapes that a reader can draw, and a generator whose numbers are the same everywhere.

/// Closed ring through the corners of a box, counter-clockwise.
inline harmspot::Ring box_ring(double x0, double y0, double x1, double y1)
{
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
}

inline harmspot::MultiPolygon box_shape(double x0, double y0, double x1, double y1)
{
    return {{box_ring(x0, y0, x1, y1), {}}};
}

/// A box with a box-shaped hole `margin` from its sides.
inline harmspot::MultiPolygon frame_shape(double x0, double y0, double x1, double y1, double margin)
{
    harmspot::MultiPolygon shape{
        {box_ring(x0, y0, x1, y1), {box_ring(x0 + margin, y0 + margin, x1 - margin, y1 - margin)}}};
    harmspot::orient(shape);
    return shape;
}

inline harmspot::AreaLayer layer_of(std::vector<harmspot::Area> areas)
{
    harmspot::AreaLayer layer;
    layer.name = "command";
    layer.areas = std::move(areas);
    return layer;
}

/// SplitMix64 (Steele, Lea & Flood 2014).
class Random
{
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    double between(double low, double high)
    {
        return low + (high - low) * static_cast<double>(next() >> 11U) * 0x1p-53;
    }

private:
    std::uint64_t m_state;
};

/// A star-shaped outline with `corners` corners at random distances from its centre.
inline harmspot::Ring star_ring(Random& random, harmspot::Point centre, double least, double most, int corners)
{
    harmspot::Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double radius = random.between(least, most);
        ring.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}
