#pragma once

// CTGRAD_INLINE marks functions that are inlined wherever they are called: those that make, lower and evaluate formulas. None of them
// is ever emitted, and g++ is told so (gnu_inline).
//
// Otherwise g++ writes the assembler name of every inline function that was instantiated, needed or not, to group its copies among
// object files. The time for a name is quadratic in the length of the formula in it: names took g++ 12 a third of its time for a
// formula of 500 operations. Clang names only what it emits.
#if defined(__GNUC__) && !defined(__clang__)
#define CTGRAD_INLINE __attribute__((always_inline, gnu_inline)) inline
#else
#define CTGRAD_INLINE __attribute__((always_inline)) inline
#endif

namespace ctgrad::detail {

// What cannot be inlined belongs, to g++, to one translation unit, if this type is among its template arguments: then it gets a name
// only if it is emitted. So it is with data that are derived from formulas, and with functions whose addresses tell formulas apart.
#if defined(__GNUC__) && !defined(__clang__)
namespace {
struct unit_linkage {};
}  // namespace
#else
struct unit_linkage {};
#endif

}  // namespace ctgrad::detail
