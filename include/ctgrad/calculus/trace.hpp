// A callable as a part of formulas.
#pragma once

#include <ctgrad/expression/context.hpp>
#include <ctgrad/expression/operand.hpp>
#include <ctgrad/op/views.hpp>
#include <ctgrad/trace/callable.hpp>

namespace ctgrad {

namespace detail {

/// The structure of numbers that an expression is for a callable that takes no tensors: a number, an array, an array of arrays.
template <class E, int Rank = E::shape.rank>
struct structure_of_expression;
template <class E>
using number_of_expression = std::conditional_t<E::kind == graph::kind::integer, int, double>;
template <class E>
struct structure_of_expression<E, 0> {
    using type = number_of_expression<E>;
};
template <class E>
struct structure_of_expression<E, 1> {
    using type = std::array<number_of_expression<E>, static_cast<std::size_t>(E::shape[0])>;
};
template <class E>
struct structure_of_expression<E, 2> {
    using type =
        std::array<std::array<number_of_expression<E>, static_cast<std::size_t>(E::shape[1])>, static_cast<std::size_t>(E::shape[0])>;
};

template <class V>
struct shape_of_value {
    static constexpr extents value{};
};
template <class V, std::size_t N>
struct shape_of_value<std::array<V, N>> {
    static constexpr extents value = concatenated(make_extents(static_cast<int>(N)), shape_of_value<V>::value);
};

template <class V, int... Extents>
struct shape_of_value<tensor<V, Extents...>> {
    static constexpr extents value = make_extents(Extents...);
};

/// A callable as an operator on expressions.
template <class F>
struct callable_op {
    using works_on_types = void;
    static constexpr int size_hint = tracing::size_of_function;

    template <class... Es>
    static constexpr bool takes_tensors =
        std::is_invocable_v<F, tracing::traced_argument_t<value_t<number_of_expression<Es>, Es>> const&...>;
    template <bool Tensors, class E>
    struct structure {
        using type = value_t<number_of_expression<E>, E>;
    };
    template <class E>
    struct structure<false, E> : structure_of_expression<E> {};
    template <class... Es>
    using value = typename tracing::function_program<
        F, typename structure<takes_tensors<Es...>, Es>::type...>::template result<double>;

    template <class... Es>
    static constexpr extents shape() {
        return shape_of_value<value<Es...>>::value;
    }
    template <class... Es>
    static constexpr op::symbolic lower(context& c) {
        tracing::recorder r(c.graph());
        std::tuple<tracing::traced_argument_t<typename structure<takes_tensors<Es...>, Es>::type>...> const arguments{
            argument<typename structure<takes_tensors<Es...>, Es>::type>(r, c.lower<Es>())...};
        list<op::symbolic> const parts =
            std::apply([&](auto const&... a) { return tracing::run<F>(r, a...); }, arguments);
        constexpr extents of_value = shape<Es...>();
        if (parts.size() == 1 && parts[0].rank == of_value.rank) return parts[0];
        list<op::term> entries;
        for (op::symbolic const& part : parts) entries.push(part.t);
        return tracing::gathered(c.graph(), of_value, entries.begin());
    }

private:
    /// What is an expression's value as an argument: the blocks of an array one after the other, a tensor as it is.
    struct argument_maker {
        tracing::recorder& r;
        op::symbolic const& value;
        int& next;

        template <class Number>
        constexpr void operator()(Number* first, extents const& block) const {
            for (int k = 0; k < block.volume(); ++k) first[k] = Number(&r, tracing::entry_at(value, next++));
        }
        template <class Number, int... Extents>
        constexpr void operator()(tensor<Number, Extents...>& t) const {
            t = tensor<Number, Extents...>(&r, value);
        }
    };
    template <class Structure>
    static constexpr auto argument(tracing::recorder& r, op::symbolic const& value) {
        tracing::traced_argument_t<Structure> x{};
        int next = 0;
        tracing::structure<decltype(x)>::visit(x, argument_maker{r, value, next});
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
/// compared, differentiated, and combined with others. Vectors and matrices are tensors for f, or, where f does not take these,
/// arrays and arrays of arrays; f returns a number, a tensor or such an array.
template <class F>
    requires(__is_class(F) && !expression<F> && !value_operand<F>)
constexpr auto trace(F) {
    static_assert(
        __is_empty(F), "ctgrad::trace(f): the function has a state: it is not known while the function is traced");
    return detail::traced_callable<F>{};
}

}  // namespace ctgrad
