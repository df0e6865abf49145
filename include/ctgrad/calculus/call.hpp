// A callable with the structures of its arguments, as the verbs on callables see it, for the programs that the verbs make of it.
//
// A callable is traced in one constant evaluation (trace/callable.hpp); what is derived begins from the finished graph, in another.
#pragma once

#include <ctgrad/trace/callable.hpp>
#include <ctgrad/trace/evaluate.hpp>
#include <ctgrad/transform/import.hpp>
#include <ctgrad/transform/rerolled.hpp>

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
using tracing::piece;
using tracing::piece_list;

/// A block of an argument that is differentiated by.
struct argument_block {
    int node = -1;
    tracing::block shape{};
    int argument = 0;  ///< the number of its argument among the selected
    int first = 0;    ///< the number of its first entry among all that are selected
    int column = 0;   ///< ... and among those of the argument
    int columns = 0;  ///< the entries of the argument
};

/// The graph of a program as it was traced, with the members of transform::rerolled.
template <class Program>
struct as_traced {
    static constexpr bool found = false;
    static constexpr auto const& graph = transform::lowered<Program>::graph;
};

/// Is an input read along labels?
constexpr bool is_read_in_loops(graph::view const& g, int input) {
    for (int k = 0; k < g.count.arguments + g.count.outputs; ++k) {
        graph::argument const& a = k < g.count.arguments ? g.arguments[k] : g.outputs[k - g.count.arguments].value;
        if (g[a.node].op != graph::input_code || g[a.node].payload != input) continue;
        for (int axis = 0; axis < a.rank; ++axis)
            if (g.indices[a.axes + axis].label >= 0) return true;
    }
    return false;
}

/// A callable with arguments of some structures (`Structures`), of which some are differentiated by, and with further arguments of a
/// verb: directions. All structures are of numbers of double. `FindsLoops`: where what is derived is written out entry by entry, loops
/// would only make that longer.
template <class F, class Selection, class Structures, class Further = type_list<>, bool FindsLoops = true>
struct call_of_callable;

template <class F, class Selection, class... Structures, class... Further, bool FindsLoops>
struct call_of_callable<F, Selection, type_list<Structures...>, type_list<Further...>, FindsLoops> {
    using in_numbers_if_loops = call_of_callable<F, Selection, type_list<Structures...>, type_list<Further...>, false>;
    using function = tracing::function_program<F, Structures...>;
    using derived = std::conditional_t<FindsLoops, transform::rerolled<function>, as_traced<function>>;
    using selected_sequence = typename Selection::sequence;
    template <int K>
    using selected = element_t<Selection::number(K), type_list<Structures...>>;
    template <class T>
    using value = typename function::template result<T>;

    static constexpr int inputs = function::inputs;
    static constexpr int values = tracing::structure<value<double>>::entries;
    static constexpr int nodes = derived::graph.count.nodes;
    /// Was an operator used that has a gradient rule of its own? The finished graph knows nothing of it.
    static constexpr bool has_rules = transform::lowered<function>::graph.count.boundaries > 0;
    /// Do loops read arrays as wholes?
    static constexpr bool has_loops = !has_rules && derived::found;
    /// Are all operations, and all results, numbers? Then the derivatives are, too; else they are tensors.
    static constexpr bool of_numbers = !has_rules && transform::has_only_scalars(derived::graph.view());

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

    /// Puts the function's graph into one under construction, declares the further inputs, and gives the parts of the value.
    static constexpr piece_list begin(graph::builder& g) {
        piece_list y = imported(g);
        int next = inputs;
        [[maybe_unused]] auto const declare = [&](tracing::block const& shape) { declare_further(g, next, shape); };
        (tracing::structure<Further>::shapes(declare), ...);
        return y;
    }
    /// The same where the further arguments are directions: of the shapes in which the selected arguments are read.
    static constexpr piece_list begin_with_directions(graph::builder& g) {
        piece_list y = imported(g);
        int next = inputs;
        for (argument_block const& b : blocks(g)) declare_further(g, next, b.shape);
        return y;
    }
    /// The same where the further argument is like the value: of the shapes in which that is computed, flat where it is in several parts.
    static constexpr piece_list begin_with_upstream(graph::builder& g) {
        piece_list y = imported(g);
        int next = inputs;
        int part = 0;
        int first = 0;
        for (tracing::block b : tracing::blocks_of<value<double>>()) {
            int const volume = b.volume();
            bool const whole = y[part].value.shape().volume() == volume;
            static_cast<extents&>(b) = whole ? y[part].value.shape() : make_extents(volume);
            declare_further(g, next, b);
            for (first += volume; part < y.size() && y[part].first < first;) ++part;
        }
        return y;
    }
    /// The same for a value of numbers: its entries.
    static constexpr term_list begin_numbers(graph::builder& g) {
        term_list y;
        for (piece const& p : begin(g)) y.push(p.value.t);
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

    /// The blocks of the selected arguments.
    static constexpr list<argument_block> blocks(graph::builder& g) { return blocks(g, selected_sequence{}); }
    /// The further arguments, as the parts of the value or of the selected arguments are.
    static constexpr list<op::symbolic> further_blocks(graph::builder& g) {
        list<op::symbolic> result;
        for (int input = inputs; input < inputs + further_inputs; ++input)
            result.push(op::whole_value(g, g.input_node(g.inputs[input])));
        return result;
    }

private:
    static constexpr int further_inputs = (tracing::structure<Further>::blocks + ... + 0);

    static constexpr void declare_further(graph::builder& g, int& next, tracing::block const& shape) {
        tracing::declare_input<inputs + further_inputs>(g, next++, shape);
    }

    static constexpr piece_list imported(graph::builder& g) {
        if constexpr (has_rules) {
            return function::trace(g);
        } else {
            list<int> first;  // of each block of the value
            int entries = 0;
            for (tracing::block const& b : tracing::blocks_of<value<double>>()) {
                first.push(entries);
                entries += b.volume();
            }
            piece_list y;
            for (graph::output const& o : transform::importer(derived::graph.view(), g).run())
                y.push({op::shaped(op::view(g, o.value), o.shape), first[o.memory] + o.offset});
            return y;
        }
    }
    template <int... Ks>
    static constexpr list<argument_block> blocks(graph::builder& g, std::integer_sequence<int, Ks...>) {
        list<argument_block> result;
        int first = 0;
        (add_blocks<selected<Ks>>(g, input_of_argument(Selection::number(Ks)), Ks, first, result), ...);
        return result;
    }
    template <class Structure>
    static constexpr void add_blocks(
        graph::builder& g, int input, int argument, int& first, list<argument_block>& result) {
        int column = 0;
        for (tracing::block b : tracing::blocks_of<Structure>()) {
            int const node = g.input_node(g.inputs[input]);
            static_cast<extents&>(b) = g.inputs[input].shape;
            b.whole = b.whole || (has_loops && is_read_in_loops(derived::graph.view(), input));
            ++input;
            result.push({node, b, argument, first, column, tracing::structure<Structure>::entries});
            first += b.volume();
            column += b.volume();
        }
    }
    static constexpr int input_of_argument(int argument) {
        constexpr int of_each[]{tracing::structure<Structures>::blocks..., 0};
        int input = 0;
        for (int a = 0; a < argument; ++a) input += of_each[a];
        return input;
    }

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
            int input = input_of_argument(argument);
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

/// Takes down where the blocks of a result are.
template <class T>
struct places_of_blocks {
    T**& next;

    CTGRAD_INLINE constexpr void operator()(T* first, extents const&) const { *next++ = first; }
    CTGRAD_INLINE constexpr void operator()(auto& traced_tensor) const { *next++ = traced_tensor.data(); }
};

/// What a verb makes of a callable, as a program. A verb has
///     template <class Call> static constexpr void lower(graph::builder&, list<graph::output>&);
///     template <class Call, class T> using result;
///     static constexpr int growth;  // about how many times the nodes of the function
///     static constexpr bool whole, for_each_argument;  // is there a result for the callable as a whole; for each argument?
template <class Verb, class Call>
struct program_of_callable
    : std::conditional_t<(Verb::growth * Call::nodes > 2000), transform::long_program, ordinary_program_of_callable> {
    static constexpr int size_hint = Verb::growth * Call::nodes;
    static constexpr bool for_each_argument = Verb::for_each_argument;
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        Verb::template lower<Call>(g, outputs);
    }
    template <class T>
    using result = typename Verb::template result<Call, T>;
    template <class T>
    static constexpr void addresses(result<T>& r, T**& next) {
        tracing::structure<result<T>>::visit(r, places_of_blocks<T>{next});
    }
};

/// The program, with results entry by entry if that is asked for.
template <class Verb, class Call, bool InNumbers>
struct chosen_program {
    using type = program_of_callable<Verb, Call>;
};
template <class Verb, class Call>
struct chosen_program<Verb, Call, true> {
    using type = program_of_callable<Verb, std::conditional_t<Call::has_loops, typename Call::in_numbers_if_loops, Call>>;
};

}  // namespace detail

}  // namespace ctgrad
