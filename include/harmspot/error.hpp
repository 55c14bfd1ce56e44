// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace harmspot
{

/// Base of everything this library throws on purpose. The text is complete: what, where, why, cure.
class Error : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// A file that cannot be used: unreadable, of the wrong shape, or hostile.
class InputError : public Error
{
public:
    using Error::Error;
};

/// A configuration or command line that cannot be used. Holds every problem found, not just the first.
class ConfigError : public Error
{
public:
    explicit ConfigError(std::vector<std::string> problems) : Error(join(problems)), m_problems(std::move(problems)) {}
    explicit ConfigError(const std::string& problem) : ConfigError(std::vector<std::string>{problem}) {}

    [[nodiscard]] const std::vector<std::string>& problems() const noexcept { return m_problems; }

private:
    static std::string join(const std::vector<std::string>& problems)
    {
        std::string text;
        for (const auto& problem : problems) {
            text += text.empty() ? "" : "\n";
            text += problem;
        }
        return text;
    }

    std::vector<std::string> m_problems;
};

/// An output that could not be written whole. The text names the path.
class OutputError : public Error
{
public:
    using Error::Error;
};

/// The caller asked to stop (Ctrl-C). Nothing half-written is left behind.
class Interrupted : public Error
{
public:
    Interrupted() : Error("interrupted") {}
};

} // namespace harmspot
