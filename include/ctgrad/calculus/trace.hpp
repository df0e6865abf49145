// A callable as a part of formulas.
#pragma once

#include <ctgrad/expression/context.hpp>
#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/views.hpp>
#include <ctgrad/trace/callable.hpp>

namespace ctgrad {

namespace detail {

/// The structure of numbers that an expression is for a callable: a number, an array, an array of arrays.
template <class E, int Rank = E::shape.rank>
struct structure_of_expression;
template <class E>
struct structure_of_expression<E, 0> {
    using type = double;
};
template <class E>
struct structure_of_expression<E, 1> {
    using type = std::array<double, static_cast<std::size_t>(E::shape[0])>;
};
template <class E>
struct structure_of_expression<E, 2> {
    using type =
        std::array<std::array<double, static_cast<std::size_t>(E::shape[1])>, static_cast<std::size_t>(E::shape[0])>;
};

template <class V>
struct shape_of_value {
    static constexpr extents value{};
};
template <class V, std::size_t N>
struct shape_of_value<std::array<V, N>> {
    static constexpr extents value = concatenated(make_extents(static_cast<int>(N)), shape_of_value<V>::value);
};

/// A callable as an operator on expressions.
template <class F>
struct callable_op {
    using works_on_types = void;
    static constexpr int size_hint = 1500;  // a guess: only running it tells

    template <class E>
    using structure = typename structure_of_expression<E>::type;
    template <class... Es>
    using value = typename tracing::function_program<F, structure<Es>...>::template result<double>;

    template <class... Es>
    static constexpr extents shape() {
        return shape_of_value<value<Es...>>::value;
    }
    template <class... Es>
    static constexpr op::symbolic lower(context& c) {
        tracing::recorder r(c.graph());
        std::tuple<tracing::traced_argument_t<structure<Es>>...> const arguments{argument<Es>(r, c.lower<Es>())...};
        list<op::term> const entries =
            std::apply([&](auto const&... a) { return tracing::run<F>(r, a...); }, arguments);
        constexpr extents of_value = shape<Es...>();
        if constexpr (of_value.rank == 0)
            return op::scalar(entries[0]);
        else
            return op::assembled(c.graph(), of_value, entries.begin());
    }

private:
    template <class E>
    static constexpr auto argument(tracing::recorder& r, op::symbolic const& value) {
        tracing::traced_argument_t<structure<E>> x{};
        int row = 0;
        tracing::structure<decltype(x)>::visit(x, [&](traced* first, extents const& block) {
            for (int k = 0; k < block.volume(); ++k)
                first[k] = traced(
                    &r, E::shape.rank == 0   ? value.t
                        : E::shape.rank == 1 ? op::entry(value, k)
                                             : op::entry(value, row, k));
            ++row;
        });
        return x;
    }
};

/// A callable that takes expressions.
template <class F>
struct traced_callable {
    template <class... Es>
        requires formula<Es...>
    constexpr auto operator()(Es...) const { return call_of<callable_op<F>, as_expression_t<Es>...>{}; }
};

}  // namespace detail

/// A callable as a function of expressions: `trace(f)(x, y)` is the formula that f computes, `if` on values included, to be printed,
/// compared, differentiated, and combined with others. Vectors are std::array for f, matrices arrays of arrays; f returns a number or
/// such an array.
template <class F>
    requires(__is_class(F) && !expression<F>)
constexpr auto trace(F) {
    static_assert(
        __is_empty(F), "ctgrad::trace(f): the function has a state: it is not known while the function is traced");
    return detail::traced_callable<F>{};
}

}  // namespace ctgrad
