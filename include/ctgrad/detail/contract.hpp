// What happens when run-time data break a contract: a vector of the wrong size, a label that is out of range.
//
// Define CTGRAD_CONTRACT(message) before the first include to handle it in another way; `message` is a C string that names
// the symbol. The handler must not return.
#pragma once

#if !defined(CTGRAD_CONTRACT) && (defined(__unix__) || defined(__APPLE__) || defined(_WIN32))

#include <cstdio>
#include <cstdlib>

namespace ctgrad::detail {

/// Not constexpr: a violation during constant evaluation is a compile error that shows this call.
[[noreturn, gnu::cold, gnu::noinline]] inline void contract_violated(char const* message) {
    std::fprintf(stderr, "%s\n", message);
    std::abort();
}

}  // namespace ctgrad::detail

#define CTGRAD_CONTRACT(message) ::ctgrad::detail::contract_violated(message)

#elif !defined(CTGRAD_CONTRACT)  // bare metal: newlib's printf alone would add 20 KB to an image

#define CTGRAD_CONTRACT(message) __builtin_trap()

#endif
