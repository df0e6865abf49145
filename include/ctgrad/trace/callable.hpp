// A callable as a program: it is run on traced values of its arguments' structure, and what it returns is the value of the graph.
#pragma once

#include <ctgrad/trace/classification.hpp>
#include <ctgrad/trace/linear_algebra.hpp>
#include <ctgrad/trace/members.hpp>
#include <ctgrad/trace/positions.hpp>
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
constexpr void declare_input(graph::builder& g, int number, block const& b) {
    graph::kind const kind = b.integer ? graph::kind::integer : graph::kind::real;
    g.input_node({names::of(number, std::make_integer_sequence<int, Inputs>{}), kind, b});
}

/// What a callable is called with while it is traced, for an argument of the structure V: of numbers, or of integers.
template <class V>
using traced_argument_t = typename structure<V>::template with<
    std::conditional_t<std::is_same_v<typename structure<V>::entry, int>, traced_integer, traced>>;

/// Makes the blocks of an argument the inputs of the graph, one after the other.
struct argument_maker {
    recorder& r;
    int& next;

    constexpr int input() const { return r.graph().input_node(r.graph().inputs[next++]); }
    template <class Number>
    constexpr void operator()(Number* first, extents const& shape) const {
        int const node = input();
        for (int k = 0; k < shape.volume(); ++k) first[k] = Number(&r, entry_of_input(r.graph(), node, shape, k));
    }
    template <class Number, int... Extents>
    constexpr void operator()(tensor<Number, Extents...>& t) const {
        t = tensor<Number, Extents...>(&r, op::whole_value(r.graph(), input()));
    }
};

/// Reads what a run of a callable returns, as values: numbers, and tensors that are whole on the first way.
class result_reader {
    recorder& r_;
    detail::list<extents> shapes_;  ///< of the values
    detail::list<op::term> terms_;  ///< of this run
    bool first_way_ = true;

    template <class Entry>
    constexpr void add_numbers(int count, Entry const& entry) {
        for (int k = 0; k < count; ++k) {
            if (first_way_) shapes_.push({});
            terms_.push(entry(k).term(r_));
        }
    }

public:
    constexpr explicit result_reader(recorder& r) : r_(r) {}

    template <class Number>
    constexpr void operator()(Number const* first, extents const& shape) {
        add_numbers(shape.volume(), [&](int entry_number) { return traced(first[entry_number]); });
    }
    template <int... Extents>
    constexpr void operator()(tensor<traced, Extents...> const& v) {
        bool const whole = first_way_ ? v.is_whole() : shapes_[terms_.size()].rank != 0;
        if (!whole) {
            add_numbers(v.size(), [&](int entry_number) { return v.at(entry_number); });
            return;
        }
        if (first_way_) shapes_.push(v.shape);
        terms_.push(v.value(r_).t);
    }
    /// Is there another way?
    constexpr bool again() {
        first_way_ = false;
        return r_.again(terms_);
    }
    constexpr detail::list<op::symbolic> values() const {
        detail::list<op::symbolic> result;
        for (int k = 0; k < terms_.size(); ++k) result.push(op::shaped(terms_[k], shapes_[k]));
        return result;
    }
};

/// Runs a callable on all ways through it: its value, in parts that are numbers or whole tensors.
template <class F, class... Arguments>
constexpr detail::list<op::symbolic> run(recorder& r, Arguments const&... arguments) {
    result_reader reader(r);
    auto const read = [&](auto const&... of_block) { reader(of_block...); };
    do {
        auto const value = F{}(arguments...);
        structure<std::remove_const_t<decltype(value)>>::visit(value, read);
    } while (reader.again());
    return reader.values();
}

/// A part of a result: a number or a whole tensor, and the number of its first entry.
struct piece {
    op::symbolic value{};
    int first = 0;
};
using piece_list = detail::list<piece>;

template <class Structure>
constexpr detail::list<block> blocks_of() {
    detail::list<block> result;
    structure<Structure>::shapes([&](block const& shape) { result.push(shape); });
    return result;
}

/// Writes the parts of a structure, whose first block has the number `block` among the memory of the program. How many blocks there are.
template <class Structure>
constexpr int write_pieces(piece_list const& pieces, int block, detail::list<graph::output>& outputs) {
    detail::list<tracing::block> const blocks = blocks_of<Structure>();
    int next = 0;
    int first = 0;
    for (int b = 0; b < blocks.size(); ++b) {
        int const end = first + blocks[b].volume();
        for (; next < pieces.size() && pieces[next].first < end; ++next) {
            op::symbolic const& v = pieces[next].value;
            outputs.push({v.t.as_argument(), v.shape(), -1, block + b, pieces[next].first - first});
        }
        first = end;
    }
    return blocks.size();
}
constexpr piece_list numbered(detail::list<op::symbolic> const& values) {
    piece_list pieces;
    int first = 0;
    for (op::symbolic const& v : values) {
        pieces.push({v, first});
        first += v.shape().volume();
    }
    return pieces;
}

/// That of a function: only running it tells how many nodes it has.
inline constexpr int size_of_function = transform::runs_functions + 1500;

/// A callable, run on arguments of some structures: `Structures` are those of the arguments with numbers of double.
template <class F, class... Structures>
struct function_program {
    using value_type = std::remove_cvref_t<decltype(F{}(std::declval<traced_argument_t<Structures> const&>()...))>;

    static constexpr int size_hint = size_of_function;
    static constexpr int inputs = (structure<Structures>::blocks + ... + 0);

    /// Runs the function: its value.
    static constexpr piece_list trace(graph::builder& g) {
        int next = 0;
        [[maybe_unused]] auto const declare = [&](block const& shape) { declare_input<inputs>(g, next++, shape); };
        (structure<Structures>::shapes(declare), ...);
        recorder r(g);
        return run_traced(r, std::make_integer_sequence<int, static_cast<int>(sizeof...(Structures))>{});
    }
    static constexpr void lower(graph::builder& g, detail::list<graph::output>& outputs) {
        write_pieces<result<double>>(trace(g), 0, outputs);
    }
    template <class T>
    using result = typename structure<value_type>::template with<T>;
    template <class T>
    static constexpr void addresses(result<T>& value, T**& next) {
        structure<result<T>>::visit(value, [&](T* first, extents const&) { *next++ = first; });
    }

private:
    // Not a std::tuple: its constraints take g++ 12 some 6 ms for each function.
    template <int K, class T>
    struct argument {
        T value;
    };
    template <class... Arguments>
    struct all : Arguments... {};

    template <int... Ks>
    static constexpr piece_list run_traced(recorder& r, std::integer_sequence<int, Ks...>) {
        [[maybe_unused]] int next = 0;
        all<argument<Ks, traced_argument_t<Structures>>...> const arguments{{traced_argument<Structures>(r, next)}...};
        return numbered(run<F>(r, static_cast<argument<Ks, traced_argument_t<Structures>> const&>(arguments).value...));
    }
    template <class S>
    static constexpr auto traced_argument(recorder& r, int& next) {
        traced_argument_t<S> x{};
        structure<traced_argument_t<S>>::visit(x, argument_maker{r, next});
        return x;
    }
};

/// Can the function of a function_program be traced? The message says why not.
template <class Function>
constexpr bool traces() {
    return transform::lowered<Function>::graph.mistake == graph::mistake::none;
}

}  // namespace ctgrad::tracing
