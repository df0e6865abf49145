// A callable with the structures of its arguments, as the verbs on callables see it, and how programs of it are run.
//
// A callable is traced in one constant evaluation (trace/callable.hpp); what is derived begins from the finished graph, in another.
#pragma once

#include <ctgrad/expression/evaluate.hpp>
#include <ctgrad/trace/callable.hpp>
#include <ctgrad/transform/import.hpp>

#include <utility>

namespace ctgrad {

namespace detail {

/// Which arguments are differentiated by: those of the numbers given, all where none is.
template <int Count, int... Selected>
struct selection {
    static constexpr int count = Count;
    static constexpr int size = sizeof...(Selected) == 0 ? Count : static_cast<int>(sizeof...(Selected));
    static constexpr int number(int k) {
        if constexpr (sizeof...(Selected) == 0) {
            return k;
        } else {
            constexpr int all[]{Selected...};
            return all[k];
        }
    }
    using sequence = std::make_integer_sequence<int, size>;
};

template <int... Numbers>
constexpr bool distinct_numbers() {
    constexpr int all[]{Numbers..., -1};
    for (unsigned a = 0; a < sizeof...(Numbers); ++a)
        for (unsigned b = 0; b < a; ++b)
            if (all[a] == all[b]) return false;
    return true;
}

/// Some entries of values under construction.
using term_list = list<op::term>;

/// A callable with arguments of some structures (`Structures`), of which some are differentiated by, and with further arguments of a
/// verb: directions. All structures are of numbers of double.
template <class F, class Selection, class Structures, class Further = type_list<>>
struct call_of_callable;

template <class F, class Selection, class... Structures, class... Further>
struct call_of_callable<F, Selection, type_list<Structures...>, type_list<Further...>> {
    using function = tracing::function_program<F, Structures...>;
    using selected_sequence = typename Selection::sequence;
    template <int K>
    using selected = element_t<Selection::number(K), type_list<Structures...>>;
    template <class T>
    using value = typename function::template result<T>;

    static constexpr int inputs = function::inputs;
    static constexpr int values = tracing::structure<value<double>>::entries;
    static constexpr int nodes = transform::lowered<function>::graph.count.nodes;

    template <class T, class Sequence = selected_sequence>
    struct selected_structures;
    template <class T, int... Ks>
    struct selected_structures<T, std::integer_sequence<int, Ks...>> {
        using gradients = std::tuple<typename tracing::structure<selected<Ks>>::template with<T>...>;
        using jacobians = std::tuple<tensor<T, values, tracing::structure<selected<Ks>>::entries>...>;
    };
    /// A structure like that of the selected arguments.
    template <class T>
    using gradients = typename selected_structures<T>::gradients;
    /// A matrix for each selected argument: a row for each entry of the value, a column for each of the argument.
    template <class T>
    using jacobians = typename selected_structures<T>::jacobians;

    /// Puts the function's graph into one under construction, declares the further inputs, and gives the entries of the value.
    static constexpr term_list begin(graph::builder& g) {
        term_list y;
        for (graph::output const& o : transform::importer(transform::lowered<function>::graph.view(), g).run())
            y.push(op::view(g, o.value));
        int next = inputs;
        [[maybe_unused]] auto const declare = [&](extents const& shape) {
            tracing::declare_input<inputs + further_inputs>(g, next++, shape);
        };
        (tracing::structure<Further>::shapes(declare), ...);
        return y;
    }
    /// The entries of the selected arguments.
    static constexpr term_list arguments(graph::builder& g) { return arguments(g, selected_sequence{}); }
    /// The entries of the further arguments.
    static constexpr term_list further(graph::builder& g) {
        term_list entries;
        for (int input = inputs; input < inputs + further_inputs; ++input) add_entries(g, input, entries);
        return entries;
    }

private:
    static constexpr int further_inputs = (tracing::structure<Further>::blocks + ... + 0);

    static constexpr void add_entries(graph::builder& g, int input, term_list& entries) {
        extents const shape = g.inputs[input].shape;
        int const node = g.input_node(g.inputs[input]);
        for (int k = 0; k < shape.volume(); ++k) entries.push(tracing::entry_of_input(g, node, shape, k));
    }
    template <int... Ks>
    static constexpr term_list arguments(graph::builder& g, std::integer_sequence<int, Ks...>) {
        constexpr int blocks[]{tracing::structure<Structures>::blocks...};
        term_list entries;
        for (int const argument : {Selection::number(Ks)...}) {
            int input = 0;
            for (int a = 0; a < argument; ++a) input += blocks[a];
            for (int b = 0; b < blocks[argument]; ++b) add_entries(g, input++, entries);
        }
        return entries;
    }
};

/// Writes entries to the blocks of a structure, whose first has the number `block` among the memory of the program. How many blocks
/// there are.
template <class Structure>
constexpr int write_entries(term_list const& entries, int block, list<graph::output>& outputs) {
    int first = 0;
    int const begin = block;
    tracing::structure<Structure>::shapes([&](extents const& shape) {
        for (int k = 0; k < shape.volume(); ++k) outputs.push({entries[first + k].as_argument(), {}, -1, block, k});
        first += shape.volume();
        ++block;
    });
    return block - begin;
}

struct ordinary_program_of_callable {};

/// What a verb makes of a callable, as a program. A verb has
///     template <class Call> static constexpr void lower(graph::builder&, list<graph::output>&);
///     template <class Call, class T> using result;
///     static constexpr int growth;  // about how many times the nodes of the function
///     static constexpr bool whole, for_each_argument;  // is there a result for the callable as a whole; for each argument?
template <class Verb, class Call>
struct program_of_callable
    : std::conditional_t<(Verb::growth * Call::nodes > 2000), transform::long_program, ordinary_program_of_callable> {
    static constexpr int size_hint = Verb::growth * Call::nodes;
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        Verb::template lower<Call>(g, outputs);
    }
    template <class T>
    using result = typename Verb::template result<Call, T>;
    template <class T>
    static constexpr void addresses(result<T>& r, T**& next) {
        tracing::structure<result<T>>::visit(r, [&](T* first, extents const&) { *next++ = first; });
    }
};

/// The scalar type that the arguments of a callable have in common.
template <class Argument>
constexpr auto scalar_of_argument() {
    using E = typename tracing::structure<Argument>::entry;
    if constexpr (std::is_integral_v<E>)
        return scalar_choice<void>{};
    else
        return scalar_choice<E>{};
}
template <class... Arguments>
using scalar_of_arguments =
    or_double<typename decltype((scalar_choice<void>{} | ... | scalar_of_argument<Arguments>()))::type>;

template <class V>
using structure_of = typename tracing::structure<V>::template with<double>;

/// An argument with entries of the scalar type: itself, where it has those.
template <class T, class V>
CTGRAD_INLINE constexpr decltype(auto) argument_with(V const& v) {
    if constexpr (std::is_same_v<typename tracing::structure<V>::entry, T>) {
        return (v);
    } else {
        typename tracing::structure<V>::template with<T> converted{};
        tracing::structure<V>::convert(v, converted);
        return converted;
    }
}

template <class Program, class V, class... Arguments>
CTGRAD_INLINE constexpr auto run_on(Arguments const&... arguments) {
    using T = computed_t<V>;
    constexpr int inputs = (tracing::structure<Arguments>::blocks + ... + 0);
    T const* reals[static_cast<unsigned>(inputs) + 1]{};
    T const** next_input = reals;
    auto const note = [&](V const* first, extents const&) { *next_input++ = computed_at<T>(first); };
    (tracing::structure<Arguments>::visit(arguments, note), ...);
    int const* integers[static_cast<unsigned>(inputs) + 1]{};
    T* outputs[outputs_of<Program>];
    typename Program::template result<V> result;
    place_result<Program, T, V>(result, outputs);
    evaluate::run<Program, T>(evaluate::operands<T>{reals, integers}, outputs);
    return result;
}

template <class Program, class T, class... Arguments>
CTGRAD_INLINE constexpr auto evaluated_on(Arguments const&... arguments) {
    return run_on<Program, T>(argument_with<T>(arguments)...);
}

}  // namespace detail

}  // namespace ctgrad
