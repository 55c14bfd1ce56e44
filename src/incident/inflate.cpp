// SPDX-License-Identifier: MIT
#include "incident/inflate.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

namespace harmspot
{

struct GzipStream::State {
    std::string_view packed; ///< what zlib has not been given yet
    std::string name;
    std::size_t most = 0; ///< bytes that may come
    std::size_t come = 0;
    bool between_members = true;
    bool ended = false;
    z_stream zlib{};

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { inflateEnd(&zlib); }

    [[noreturn]] void fail_damaged() const
    {
        throw InputError(name + ": is damaged or cut short (not a whole gzip file); fetch it again");
    }

    void give_input()
    {
        if (zlib.avail_in > 0) {
            return;
        }
        const auto give = std::min<std::size_t>(packed.size(), std::numeric_limits<uInt>::max());
        // zlib's interface takes them as writable but does not write.
        zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        zlib.avail_in = static_cast<uInt>(give);
        packed.remove_prefix(give);
    }

    /// Whether a further member follows; some tools pad with zeros.
    bool starts_member()
    {
        give_input();
        while (zlib.avail_in > 0 && *zlib.next_in == 0) {
            ++zlib.next_in;
            --zlib.avail_in;
            give_input();
        }
        if (zlib.avail_in == 0) {
            return false;
        }
        if (inflateReset(&zlib) != Z_OK) {
            fail_damaged();
        }
        return true;
    }
};

GzipStream::GzipStream(std::string_view packed, std::string as_written, const GzipLimits& limits)
    : m_state(std::make_unique<State>())
{
    constexpr int kGzipAlone = 16 + MAX_WBITS;
    m_state->packed = packed;
    m_state->name = std::move(as_written);
    m_state->most = growth_limit(packed.size(), limits);
    if (inflateInit2(&m_state->zlib, kGzipAlone) != Z_OK) {
        throw std::bad_alloc();
    }
}

GzipStream::GzipStream(GzipStream&&) noexcept = default;
GzipStream& GzipStream::operator=(GzipStream&&) noexcept = default;
GzipStream::~GzipStream() = default;

std::size_t GzipStream::read(std::span<char> to)
{
    State& state = *m_state;
    std::size_t filled = 0;
    while (filled < to.size() && !state.ended) {
        if (state.between_members) {
            state.ended = !state.starts_member();
            state.between_members = false;
            continue;
        }
        state.give_input();
        const auto space = std::min<std::size_t>(to.size() - filled, std::numeric_limits<uInt>::max());
        state.zlib.next_out = reinterpret_cast<Bytef*>(to.data() + filled);
        state.zlib.avail_out = static_cast<uInt>(space);
        const int result = inflate(&state.zlib, Z_NO_FLUSH);
        filled += space - state.zlib.avail_out;
        state.between_members = result == Z_STREAM_END;
        if (result == Z_MEM_ERROR) {
            throw std::bad_alloc();
        }
        if (result != Z_OK && result != Z_STREAM_END) { // Z_BUF_ERROR: it wants more and there is none
            state.fail_damaged();
        }
    }
    state.come += filled;
    if (state.come > state.most) {
        throw InputError(fmt::format("{}: unpacks to more than {} bytes, which no incident file does; refused. "
                                     "Unpack it yourself if you trust it",
                                     state.name, state.most));
    }
    return filled;
}

} // namespace harmspot
