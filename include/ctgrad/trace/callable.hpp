// A callable as a program: it is run on traced values of its arguments' structure, and what it returns is the value of the graph.
#pragma once

#include <ctgrad/trace/functions.hpp>
#include <ctgrad/trace/members.hpp>
#include <ctgrad/trace/structure.hpp>
#include <ctgrad/transform/lowered.hpp>

#include <string_view>

namespace ctgrad::tracing {

namespace names {

/// The name of an input: x and its number.
template <int Input>
struct of_input {
    static constexpr int digits = Input < 10 ? 1 : Input < 100 ? 2 : Input < 1000 ? 3 : Input < 10000 ? 4 : 5;
    struct letters {
        char text[static_cast<unsigned>(digits) + 1]{'x'};
        constexpr letters() {
            for (int k = digits, rest = Input; k > 0; --k, rest /= 10) text[k] = static_cast<char>('0' + rest % 10);
        }
    };
    static constexpr letters stored{};
    static constexpr std::string_view value{stored.text, sizeof(stored.text)};
};

template <int... Inputs>
constexpr std::string_view of(int input, std::integer_sequence<int, Inputs...>) {
    constexpr std::string_view all[]{of_input<Inputs>::value..., {}};  // never empty
    return all[input];
}

}  // namespace names

/// The entry at a row-major position of an input.
constexpr op::term entry_of_input(graph::builder& g, int node, extents const& shape, int flat) {
    int position[max_rank]{};
    for (int k = shape.rank; k-- > 0; flat /= shape[k]) position[k] = flat % shape[k];
    int const axes = shape.rank == 0 ? 0 : g.indices.size();
    for (int k = 0; k < shape.rank; ++k) g.indices.push({-1, position[k], -1});
    return op::view(g, {node, axes, shape.rank});
}

/// Declares the input of a number, of `Inputs` in all.
template <int Inputs>
constexpr void declare_input(graph::builder& g, int number, extents const& shape) {
    g.input_node({names::of(number, std::make_integer_sequence<int, Inputs>{}), graph::kind::real, shape});
}

/// What a callable is called with while it is traced, for an argument of the type V.
template <class V>
using traced_argument_t = typename structure<V>::template with<traced>;

/// Runs a callable on all ways through it: the entries of its value.
template <class F, class... Arguments>
constexpr detail::list<op::term> run(recorder& r, Arguments const&... arguments) {
    detail::list<op::term> results;
    do {
        auto const value = F{}(arguments...);
        structure<std::remove_const_t<decltype(value)>>::visit(value, [&](auto const* first, extents const& shape) {
            for (int k = 0; k < shape.volume(); ++k) results.push(as_traced(first[k]).term(r));
        });
    } while (r.again(results));
    return results;
}

/// A callable, run on arguments of some structures: `Structures` are those of the arguments with numbers of double.
template <class F, class... Structures>
struct function_program {
    using value_type = std::remove_cvref_t<decltype(F{}(std::declval<traced_argument_t<Structures> const&>()...))>;

    static constexpr int size_hint = 1500;  // a guess: only running it tells
    static constexpr int inputs = (structure<Structures>::blocks + ... + 0);

    static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        int next = 0;
        [[maybe_unused]] auto const declare = [&](extents const& shape) { declare_input<inputs>(g, next++, shape); };
        (structure<Structures>::shapes(declare), ...);
        recorder r(g);
        next = 0;
        std::tuple<traced_argument_t<Structures>...> const arguments{traced_argument<Structures>(r, next)...};
        detail::list<op::term> const results = std::apply([&](auto const&... a) { return run<F>(r, a...); }, arguments);
        int block = 0;
        int done = 0;
        structure<typename structure<value_type>::template with<double>>::shapes([&](extents const& shape) {
            for (int k = 0; k < shape.volume(); ++k) outputs.push({results[done++].as_argument(), {}, -1, block, k});
            ++block;
        });
    }
    template <class T>
    using result = typename structure<value_type>::template with<T>;
    template <class T>
    static constexpr void addresses(result<T>& value, T**& next) {
        structure<result<T>>::visit(value, [&](T* first, extents const&) { *next++ = first; });
    }

private:
    template <class S>
    static constexpr auto traced_argument(recorder& r, int& next) {
        traced_argument_t<S> x{};
        structure<traced_argument_t<S>>::visit(x, [&](traced* first, extents const& shape) {
            int const node = r.graph().input_node(r.graph().inputs[next++]);
            for (int k = 0; k < shape.volume(); ++k) first[k] = traced(&r, entry_of_input(r.graph(), node, shape, k));
        });
        return x;
    }
};

}  // namespace ctgrad::tracing
