// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/grid.hpp"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace harmspot::density
{

/// Memory that tiles work in.
struct Workspace {
    Cells<double> blocks;
    Cells<double> scratch;
};

/// Hands a workspace to each running task and takes it back for the next, because fresh pages for every tile
/// would cost more than the tile. What is in one does not matter: tiles begin by clearing what they read.
class Workspaces
{
public:
    [[nodiscard]] std::unique_ptr<Workspace> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.empty()) {
            return std::make_unique<Workspace>();
        }
        auto workspace = std::move(m_idle.back());
        m_idle.pop_back();
        return workspace;
    }
    void give_back(std::unique_ptr<Workspace> workspace)
    {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(workspace));
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Workspace>> m_idle;
};

/// Room for `count` doubles; what was in `room` is lost.
[[nodiscard]] inline double* with_room(Cells<double>& room, std::size_t count)
{
    if (room.size() < count) {
        room = {};
        room.resize(count + count / 2);
    }
    return room.data();
}

} // namespace harmspot::density
