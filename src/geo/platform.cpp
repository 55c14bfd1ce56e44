// SPDX-License-Identifier: MIT
#include "geo/platform.hpp"

#include "harmspot/error.hpp"
#include "harmspot/grid.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace harmspot::detail
{

namespace
{
constexpr std::size_t kHugePage = std::size_t{2} << 20U;
constexpr std::size_t kCacheLine = 64;
} // namespace

void* allocate_cells(std::size_t bytes)
{
    const std::size_t alignment = bytes >= 2 * kHugePage ? kHugePage : kCacheLine;
    const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
    void* memory = std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    if (alignment == kHugePage) {
        madvise(memory, rounded, MADV_HUGEPAGE); // a hint: failing costs time only
    }
    return memory;
}

void free_cells(void* memory, std::size_t /*bytes*/) noexcept
{
    std::free(memory);
}

} // namespace harmspot::detail

namespace harmspot::platform
{

namespace
{

class Descriptor
{
public:
    explicit Descriptor(int value) : m_value(value) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_value >= 0) {
            close(m_value);
        }
    }
    [[nodiscard]] int value() const { return m_value; }

private:
    int m_value;
};

} // namespace

MappedFile::MappedFile(const std::string& path, const std::string& as_written)
{
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.value() < 0) {
        throw InputError(errno == ENOENT ? as_written + ": no such file; check its name and folder"
                                         : as_written + ": cannot be read: " + std::strerror(errno));
    }
    struct stat status {
    };
    if (fstat(file.value(), &status) != 0) {
        throw InputError(as_written + ": cannot be read: " + std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        throw InputError(as_written + ": is not a plain file");
    }
    if (status.st_size == 0) {
        return;
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.value(), 0);
    if (data == MAP_FAILED) {
        throw InputError(as_written + ": cannot be read: " + std::strerror(errno));
    }
    madvise(data, size, MADV_SEQUENTIAL);
    m_data = static_cast<const char*>(data);
    m_size = size;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

MappedFile::~MappedFile()
{
    if (m_data != nullptr) {
        munmap(const_cast<char*>(m_data), m_size);
    }
}

std::uint64_t peak_memory_bytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

void sync_path(const std::string& path)
{
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.value() < 0 || fsync(file.value()) != 0) {
        throw OutputError(path + ": cannot be written to disk: " + std::strerror(errno));
    }
}

bool exchange(const std::string& one, const std::string& other)
{
#if defined(RENAME_EXCHANGE)
    return renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0;
#else
    static_cast<void>(one);
    static_cast<void>(other);
    return false;
#endif
}

int process_id()
{
    return getpid();
}

void restrict_new_files()
{
    umask(S_IRWXG | S_IRWXO);
}

void catch_hang_up(void (*handler)(int))
{
    std::signal(SIGHUP, handler);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

bool process_runs(int process)
{
    return kill(process, 0) == 0 || errno == EPERM;
}

bool is_terminal(int descriptor)
{
    return isatty(descriptor) == 1;
}

} // namespace harmspot::platform
