// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Every call that only POSIX has is behind this header, in platform.cpp.
namespace harmspot::platform
{

/// A whole file seen as bytes, read-only. Empty files map to an empty view.
class MappedFile
{
public:
    /// \throws InputError naming `as_written` and the system's reason; refuses anything but a plain file
    MappedFile(const std::string& path, const std::string& as_written);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();

    [[nodiscard]] std::string_view bytes() const noexcept { return {m_data, m_size}; }

private:
    const char* m_data = nullptr;
    std::size_t m_size = 0;
};

/// Peak resident memory of the process in bytes.
[[nodiscard]] std::uint64_t peak_memory_bytes();

/// Flushes a file or folder to disk. \throws OutputError
void sync_path(const std::string& path);

/// Lets two folders change places in one step, so that there is no moment at which either name is missing.
/// False, and nothing changed, where the file system cannot.
[[nodiscard]] bool exchange(const std::string& one, const std::string& other);

/// Process number, for names of temporary folders.
[[nodiscard]] int process_id();

/// Only the owner may read what the run makes from here on (umask 077).
void restrict_new_files();

/// Calls `handler` when the terminal goes away; a reader that goes away or a file that grows past its limit
/// is then told as a failed write, which names the file, and not by a signal that ends the program.
void catch_hang_up(void (*handler)(int));

/// Whether a process of this number runs.
[[nodiscard]] bool process_runs(int process);

[[nodiscard]] bool is_terminal(int descriptor);

} // namespace harmspot::platform
