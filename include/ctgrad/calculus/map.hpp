// map(f)(inputs..., outputs...): the same program for many instances, in the lanes of vector registers.
#pragma once

#include <ctgrad/calculus/callable.hpp>
#include <ctgrad/calculus/columns.hpp>
#include <ctgrad/calculus/gradient.hpp>
#include <ctgrad/calculus/program.hpp>

#include <tuple>

namespace ctgrad {

namespace detail {

/// The plan of a map: where in a row of numbers each input and each block of results begins.
template <int Inputs, int Outputs>
struct map_layout {
    int input[static_cast<unsigned>(Inputs) + 1]{};    ///< by input number; last: how many numbers go in
    int output[static_cast<unsigned>(Outputs) + 1]{};  ///< by block; after the last block: how many come out
    int blocks = 0;
    bool numbers_only = true;

    constexpr bool ends_a_block(int at) const {
        for (int b = 1; b <= blocks; ++b)
            if (output[b] == at) return true;
        return at == 0;
    }
};

/// `order`: the inputs in the order of the arguments.
template <int Inputs, int Outputs>
constexpr map_layout<Inputs, Outputs> layout_of_map(graph::view const& g, int const* order) {
    map_layout<Inputs, Outputs> l;
    int at = 0;
    for (int k = 0; k < Inputs; ++k) {
        l.input[order[k]] = at;
        at += g.inputs[order[k]].shape.volume();
        l.numbers_only = l.numbers_only && g.inputs[order[k]].kind == graph::kind::real;
    }
    l.input[Inputs] = at;
    for (int o = 0; o < Outputs; ++o) {
        graph::output const& out = g.outputs[o];
        int const block = out.memory < 0 ? o : out.memory;
        int const end = out.offset + out.shape.volume();
        if (end > l.output[block + 1]) l.output[block + 1] = end;
        if (block >= l.blocks) l.blocks = block + 1;
    }
    for (int b = 0; b < l.blocks; ++b) l.output[b + 1] += l.output[b];
    return l;
}

/// What is mapped, of inputs in the order of the graph or, for a formula, of the symbols named.
template <class Program, class... Xs>
struct mapped_program {
    using program = Program;
    static constexpr auto const& graph = transform::lowered<Program>::graph;
    static constexpr int inputs = graph.count.inputs;

    struct ordering {
        int of[static_cast<unsigned>(inputs) + sizeof...(Xs) + 1]{};
        constexpr ordering() {
            if constexpr (sizeof...(Xs) == 0) {
                for (int k = 0; k < inputs; ++k) of[k] = k;
            } else {
                auto const table = resolution<Program, Xs...>::table;
                for (int k = 0; k < static_cast<int>(sizeof...(Xs)); ++k)
                    of[k] = table.input[k] < 0 ? 0 : table.input[k];
            }
        }
    };
    static constexpr ordering order{};
    static constexpr auto layout = layout_of_map<inputs, graph.count.outputs>(graph.view(), order.of);

    /// Positions of extrema among many entries are found by one instance at a time.
    static constexpr bool takes_lanes() {
        auto const& plan = schedule::planned<Program>::plan;
        for (int k = 0; k < plan.count.instructions; ++k)
            if (plan.instructions[k].how >= graph::reduction::first_maximum) return false;
        return true;
    }
};

/// How many instances are computed at a time, and in what.
template <class T, int Lanes>
struct instances {
    using type = evaluate::pack<T, Lanes>;
};
template <class T>
struct instances<T, 1> {
    using type = T;
};

template <class... Numbers>
constexpr bool are_one_type() {
    using all = decltype((scalar_choice<void>{} | ... | scalar_choice<Numbers>{}));
    return std::is_floating_point_v<typename all::type> &&
           (... && (std::is_void_v<Numbers> || std::is_same_v<Numbers, typename all::type>));
}

template <class P, int N>
using array_of = P[static_cast<unsigned>(N > 0 ? N : 1)];

template <class Mapped, class P, int... K>
CTGRAD_INLINE void place_map_inputs(P const** reals, P const* in, std::integer_sequence<int, K...>) {
    ((reals[K] = in + Mapped::layout.input[K]), ...);
}
template <class Mapped, class P, int... K>
CTGRAD_INLINE void place_map_outputs(P** outputs, P* out, std::integer_sequence<int, K...>) {
    ((outputs[K] = out + Mapped::layout.output[K]), ...);
}

/// The numbers of arguments before the k-th, from the first of a list on.
template <class... Columns>
constexpr int entries_before(int k, int first = 0) {
    constexpr int entries[]{Columns::entries..., 0};
    int sum = 0;
    for (int a = first; a < k; ++a) sum += entries[a];
    return sum;
}

template <class Mapped, class T, class... Columns, class... Arguments, int... In, int... Out>
CTGRAD_INLINE void run_map(
    long n, std::tuple<Arguments&...> const& arguments, std::integer_sequence<int, In...>,
    std::integer_sequence<int, Out...>) {
    constexpr int lanes = Mapped::takes_lanes() ? evaluate::lanes_for<T>(1 << 10) : 1;
    constexpr int first_output = static_cast<int>(sizeof...(In));
    constexpr auto const& layout = Mapped::layout;
    using P = typename instances<T, lanes>::type;
    array_of<P, layout.input[Mapped::inputs]> in;
    array_of<P, layout.output[layout.blocks]> out;
    array_of<P const*, Mapped::inputs> reals{};
    array_of<int const*, Mapped::inputs> integers{};
    array_of<P*, layout.blocks> outputs{};
    place_map_inputs<Mapped>(reals, in, std::make_integer_sequence<int, Mapped::inputs>{});
    place_map_outputs<Mapped>(outputs, out, std::make_integer_sequence<int, layout.blocks>{});
    for (long at = 0; at < n; at += lanes) {
        int const count = n - at < lanes ? static_cast<int>(n - at) : lanes;
        (element_t<In, type_list<Columns...>>::load(
             std::get<static_cast<std::size_t>(In)>(arguments), in + entries_before<Columns...>(In), at, count),
         ...);
        evaluate::run<typename Mapped::program, P>(evaluate::operands<P>{reals, integers}, outputs);
        (element_t<first_output + Out, type_list<Columns...>>::store(
             std::get<static_cast<std::size_t>(first_output + Out)>(arguments),
             out + entries_before<Columns...>(first_output + Out, first_output), at, count),
         ...);
    }
}

/// Do the sizes fit together? `Columns`: of all arguments, of which the first `Inputs` are inputs.
template <class Mapped, int Inputs, class... Columns>
constexpr bool map_inputs_fit() {
    return entries_before<Columns...>(Inputs) == Mapped::layout.input[Mapped::inputs];
}
template <class Mapped, int Inputs, class... Columns>
constexpr bool map_outputs_fit() {
    constexpr int all = static_cast<int>(sizeof...(Columns));
    for (int k = Inputs + 1; k <= all; ++k)
        if (!Mapped::layout.ends_a_block(entries_before<Columns...>(k, Inputs))) return false;
    return entries_before<Columns...>(all, Inputs) == Mapped::layout.output[Mapped::layout.blocks];
}

template <class Mapped, int Inputs, class... Arguments>
CTGRAD_INLINE void check_and_run_map(Arguments&... arguments) {
    static_assert(
        are_one_type<typename columns<std::remove_cv_t<Arguments>>::number...>(),
        "ctgrad::map(f)(inputs..., outputs...): all ranges must be of the same floating-point type");
    static_assert(Mapped::layout.numbers_only, "ctgrad::map(f): an index_symbol cannot differ among instances");
    static_assert(
        map_inputs_fit<Mapped, Inputs, columns<std::remove_cv_t<Arguments>>...>(),
        "ctgrad::map(f)(inputs..., outputs...): an instance of the inputs has another shape than the arguments of 'f'");
    static_assert(
        map_outputs_fit<Mapped, Inputs, columns<std::remove_cv_t<Arguments>>...>(),
        "ctgrad::map(f)(inputs..., outputs...): an instance of the outputs has another shape than the results of 'f'");
    using T = typename decltype((
        scalar_choice<void>{} | ... | scalar_choice<typename columns<std::remove_cv_t<Arguments>>::number>{}))::type;
    long n = -1;
    ((n = n < 0 ? columns<std::remove_cv_t<Arguments>>::size(arguments) : n), ...);
    if (!(columns<std::remove_cv_t<Arguments>>::holds(arguments, n) && ...)) {
        CTGRAD_CONTRACT("ctgrad::map(f)(inputs..., outputs...): the ranges have different sizes");
    }
    run_map<Mapped, T, columns<std::remove_cv_t<Arguments>>...>(
        n, std::tuple<Arguments&...>(arguments...), std::make_integer_sequence<int, Inputs>{},
        std::make_integer_sequence<int, static_cast<int>(sizeof...(Arguments)) - Inputs>{});
}

/// How many of `all` arguments are inputs, and the program that they are inputs of: of a callable ...
template <class F>
struct mapped_callable {
    static constexpr int inputs(int all) { return all - 1; }
    template <class... Instances>
    using program = tracing::function_program<F, Instances...>;
    template <class... Instances>
    static constexpr bool is_valid() {
        return tracing::traces<program<Instances...>>();
    }
};
/// ... and of a verb on a callable.
template <class Verb, further_arguments Further, class F, int... Selected>
struct mapped_callable<verb_on_callable<Verb, Further, F, Selected...>> {
    static constexpr int inputs(int all) {
        constexpr int selected = static_cast<int>(sizeof...(Selected));
        constexpr int each = Verb::for_each_argument ? 1 : 0;
        int const rest = all - (Verb::whole ? 1 : 0);
        if (selected > 0) return rest - each * selected;
        if (Further == further_arguments::like_the_value) return (rest - 1) / (1 + each) + 1;
        return Further == further_arguments::none ? rest / (1 + each) : 2 * (rest / (2 + each));
    }
    template <class... Instances>
    using use = use_of_verb<Verb, Further, F, type_list<Instances...>, Selected...>;
    template <class... Instances>
    using program = program_of_callable<Verb, typename use<Instances...>::call>;
    template <class... Instances>
    static constexpr bool is_valid() {
        return use<Instances...>::is_valid();
    }
};

template <class F, class Columns, class Inputs>
struct mapped_call;
template <class F, class... Columns, int... In>
struct mapped_call<F, type_list<Columns...>, std::integer_sequence<int, In...>> {
    using type = mapped_program<
        typename mapped_callable<F>::template program<typename element_t<In, type_list<Columns...>>::instance...>>;
    static constexpr bool is_valid() {
        return mapped_callable<F>::template is_valid<typename element_t<In, type_list<Columns...>>::instance...>();
    }
};

template <class V>
concept has_columns = requires {
    columns<V>::entries;
};

}  // namespace detail

/// A formula for many instances.
template <class Program, class... Xs>
struct map_of_formula {
    template <class... Arguments>
    CTGRAD_INLINE void operator()(Arguments&&... arguments) const {
        using mapped = detail::mapped_program<Program, Xs...>;
        static_assert(
            (detail::has_columns<std::remove_cvref_t<Arguments>> && ...),
            "ctgrad::map(f)(inputs..., outputs...): an argument is a range of instances, an array of ranges, or a "
            "value for all");
        constexpr int results = static_cast<int>(sizeof...(Arguments)) - mapped::inputs;
        static_assert(
            results == mapped::layout.blocks,
            "ctgrad::map(f)(inputs..., outputs...): one input for each symbol, then one output for each result");
        if constexpr ((detail::has_columns<std::remove_cvref_t<Arguments>> && ...) && results == mapped::layout.blocks)
            detail::check_and_run_map<mapped, mapped::inputs>(arguments...);
    }
};

/// A callable, or a verb on one, for many instances.
template <class F>
struct map_of_callable {
    template <class... Arguments>
    CTGRAD_INLINE void operator()(Arguments&&... arguments) const {
        static_assert(
            (detail::has_columns<std::remove_cvref_t<Arguments>> && ...),
            "ctgrad::map(f)(inputs..., outputs...): an argument is a range of instances, an array of ranges, or a "
            "value for all");
        constexpr int inputs = detail::mapped_callable<F>::inputs(static_cast<int>(sizeof...(Arguments)));
        if constexpr ((detail::has_columns<std::remove_cvref_t<Arguments>> && ...)) {
            using call = detail::mapped_call<
                F, detail::type_list<detail::columns<std::remove_cvref_t<Arguments>>...>,
                std::make_integer_sequence<int, inputs>>;
            if constexpr (call::is_valid()) detail::check_and_run_map<typename call::type, inputs>(arguments...);
        }
    }
};

/// Evaluates a formula for many instances at once, as many as vector registers have lanes: `map(f, x, y)(xs, ys, results)`.
/// `f`:       an expression, a gradient, a program, ...; `x`, `y`: its symbols in the order of the inputs, all in the order of first
///            use where none is named.
/// Inputs:    for each symbol a range of instances (std::vector, std::span): numbers for a scalar, std::array or tensor for a vector
///            or matrix; or, as a structure of arrays, a std::array of ranges, one for each entry. A number, a std::array of numbers
///            or a tensor is the same for all instances.
/// Outputs:   for each result a range, likewise.
/// Aliasing:  an output may be an input, number for number; otherwise it overlaps nothing.
/// Errors:    ranges of different sizes call the contract handler.
/// Cost:      one evaluation for `lanes` instances; the last few, if fewer, cost one. The program is compiled once.
template <evaluable F, symbol_expression... Xs>
constexpr auto map(F, Xs...) {
    using program = program_of<F>;
    if constexpr (sizeof...(Xs) > 0)
        static_assert(
            detail::resolution<program, Xs...>::table.mistakes.none(),
            "ctgrad::map(f, x...): 'x...' must be the symbols of 'f', each once");
    return map_of_formula<program, Xs...>{};
}
/// The same of a callable: `map(f)(xs, results)`, or of a verb on one: `map(value_and_gradient(f))(xs, ys, values, dxs, dys)`.
template <class F>
    requires(detail::callable_like<F> && !evaluable<F>)
constexpr auto map(F) { return map_of_callable<F>{}; }

}  // namespace ctgrad
