// Results of constant evaluations, kept: each pass that is a constant evaluation of its own writes one.
#pragma once

#include <ctgrad/detail/inline.hpp>

namespace ctgrad::transform {

/// Constant data whose size is not known before: made with room that is guessed, and once more with what it needs where that was too little.
/// `Making`: has a `guess()`, a `type` with the room as template argument, and a `source()`, which fills an object of it. (Functions, as g++
/// gives names to variables. The source is none of the program, as it is in the name of a constructor. It fills the object where that
/// stays: what a function returns is copied in constant evaluation.)
template <class Making, class Linkage = detail::unit_linkage>
struct settled {
private:
    template <auto Exact>
    static constexpr auto second = typename Making::template type<Exact>(Making::source());
    template <bool Fits>
    CTGRAD_INLINE static constexpr auto const& chosen() {
        if constexpr (Fits) return first;
        else return second<first.count>;
    }

public:
    static constexpr auto first =  // beyond the limit: -fconstexpr-steps=100000000
        typename Making::template type<Making::guess()>(Making::source());
    static constexpr auto const& value = chosen<first.fits()>();
};

}  // namespace ctgrad::transform
