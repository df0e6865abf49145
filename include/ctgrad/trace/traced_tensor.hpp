// A tensor of traced numbers: one value of the graph, as long as nobody writes to its entries.
//
// It is what a tensor is to a callable that is a template of its scalar type: `W * x` on two of them is one product, not thousands of
// numbers. Whoever asks for a reference to an entry, as an assignment v[i] = a does, gets one into an array of all entries; from then on
// these are the value. Where they turn out to be what they were, it is the tensor again that they were read from. (Not a member that is
// mutable, for whoever reads: g++ 12 evaluates no such member of an object that is const.)
#pragma once

#include <ctgrad/op/views.hpp>
#include <ctgrad/shape/tensor.hpp>
#include <ctgrad/trace/traced.hpp>

#include <initializer_list>

namespace ctgrad {

namespace tracing {

/// Are the terms, in their order, all entries of a node's last axes? So is a tensor that was taken apart and not changed.
constexpr bool are_entries_of_one(op::builder const& g, extents const& shape, op::term const* entries) {
    op::term const first = entries[0];
    int const rank = g[first.node].rank;
    int const leading = rank - shape.rank;
    if (first.rank != rank || leading < 0) return false;
    for (int k = 0; k < shape.rank; ++k)
        if (g.extent(first.node, leading + k) != shape[k]) return false;
    for (int at = 0; at < shape.volume(); ++at) {
        op::term const& entry = entries[at];
        if (entry.node != first.node || entry.rank != rank) return false;
        for (int k = rank - 1, rest = at; k >= 0; --k) {
            graph::index const i = entry.axis(k);
            int const expected = k < leading ? first.axis(k).offset : rest % shape[k - leading];
            if (!i.is_constant() || i.offset != expected) return false;
            if (k >= leading) rest /= shape[k - leading];
        }
    }
    return true;
}

/// A value of entries, row by row.
constexpr op::symbolic gathered(op::builder& g, extents const& shape, op::term const* entries) {
    if (!are_entries_of_one(g, shape, entries)) return op::assembled(g, shape, entries);
    op::term const first = entries[0];
    int const leading = first.rank - shape.rank;
    graph::index axes[max_rank]{};
    for (int k = 0; k < first.rank; ++k)
        axes[k] = k < leading ? graph::index{-1, first.axis(k).offset, -1} : graph::index{k - leading, 0, -1};
    int const at = g.indices.size();
    for (int k = 0; k < first.rank; ++k) g.indices.push(axes[k]);
    return op::shaped(op::view(g, {first.node, at, first.rank}), shape);
}

/// The entry at a row-major position.
constexpr op::term entry_at(op::symbolic const& value, int flat) {
    op::label_map map = op::label_map::identity();
    op::term t = value.t;
    for (int k = value.rank; k-- > 0; flat /= value.extent(k)) {
        int const position = flat % value.extent(k);
        if (op::label_in_pieces(t, 1U << k) >= 0) t = op::piece(t, k, position);
        map.to[k] = {-1, position, -1};
    }
    return op::relabeled(t, map, op::make_space(value.graph(), {}));
}

/// Part `number` of a value along its first axis.
constexpr op::symbolic slice_at(op::symbolic const& value, int number) {
    extents rest{.rank = value.rank - 1};
    op::label_map map = op::label_map::identity();
    map.to[0] = {-1, number, -1};
    for (int k = 0; k < rest.rank; ++k) {
        rest.size[k] = value.extent(k + 1);
        map.to[k + 1] = {k, 0, -1};
    }
    op::term const t = op::label_in_pieces(value.t, 1U) >= 0 ? op::piece(value.t, 0, number) : value.t;
    return op::shaped(op::relabeled(t, map, op::make_space(value.graph(), rest)), rest);
}

// Not constexpr, so that the compiler stops and shows the name.
inline void a_position_lies_outside_of_the_tensor() {}
inline void a_tensor_has_fewer_entries_than_are_given() {}

}  // namespace tracing

template <int... Extents>
struct tensor<traced, Extents...> : detail::traced_base {
    using value_type = traced;
    static constexpr extents shape = make_extents(Extents...);

private:
    tracing::recorder* recorder_ = nullptr;  ///< null: there are entries, or all of them are 0
    op::symbolic value_{};
    bool written_ = false;            ///< are the entries the value?
    detail::list<traced> entries_{};  ///< there from the first time that somebody asks for references

    constexpr traced entry(int flat) const {
        if (written_) return entries_[flat];
        return recorder_ == nullptr ? traced() : traced(recorder_, tracing::entry_at(value_, flat));
    }
    constexpr traced* written() {
        if (!written_) {
            detail::list<traced> all(size(), traced());
            for (int k = 0; recorder_ != nullptr && k < size(); ++k) all[k] = entry(k);
            entries_ = std::move(all);
            written_ = true;
        }
        return entries_.data;
    }
    template <class... Positions>
    static constexpr int offset(Positions... positions) {
        static_assert(sizeof...(Positions) == sizeof...(Extents), "ctgrad::tensor: one position for each axis");
        bool const inside = (... && (static_cast<int>(positions) >= 0 && static_cast<int>(positions) < Extents));
        if (!inside) tracing::a_position_lies_outside_of_the_tensor();
        int at = 0;
        ((at = at * Extents + static_cast<int>(positions)), ...);
        return at;
    }
    template <int First, int... Rest>
    constexpr auto part(int i) const {
        if (i < 0 || i >= First) tracing::a_position_lies_outside_of_the_tensor();
        if constexpr (sizeof...(Rest) == 0) {
            return entry(i);
        } else {
            if (is_whole())
                return tensor<traced, Rest...>(recorder_, tracing::slice_at(value_, i));
            tensor<traced, Rest...> result;
            for (traced& x : result) x = entry(i * result.size() + static_cast<int>(&x - result.data()));
            return result;
        }
    }

    /// Entries one after the other, by value: what is only read is not made an array of entries.
    struct iterator {
        tensor const* of;
        int position;

        constexpr traced operator*() const { return of->entry(position); }
        constexpr iterator& operator++() { return ++position, *this; }
        constexpr iterator operator++(int) { return {of, position++}; }
        friend constexpr bool operator==(iterator const&, iterator const&) = default;
    };

public:
    constexpr tensor() = default;
    constexpr tensor(tracing::recorder* r, op::symbolic const& value) : recorder_(r), value_(value) {}
    /// The first entries, row by row; the others are 0.
    constexpr tensor(std::initializer_list<traced> entries) {
        if (static_cast<int>(entries.size()) > size()) tracing::a_tensor_has_fewer_entries_than_are_given();
        traced* to = written();
        for (traced const& x : entries) *to++ = x;
    }
    template <class T>
    constexpr tensor(tensor<T, Extents...> const& numbers) {  // NOLINT: implicit, as a number becomes a traced one
        traced* to = written();
        for (auto const& x : numbers) *to++ = x;
    }
    template <class T>
    constexpr tensor(tensor_view<T, Extents...> const& row) {  // NOLINT: likewise
        traced* to = written();
        for (auto const& x : row) *to++ = x;
    }

    /// Null where all entries are plain numbers.
    constexpr tracing::recorder* record() const {
        if (!written_) return recorder_;
        for (traced const& x : entries_)
            if (x.record() != nullptr) return x.record();
        return nullptr;
    }
    /// Is it one value, not a collection of entries?
    constexpr bool is_whole() const { return recorder_ != nullptr && !written_; }
    /// As a value of the graph.
    constexpr op::symbolic value(tracing::recorder& r) const {
        if (is_whole()) return value_;
        detail::list<op::term> terms;
        for (int k = 0; k < size(); ++k) terms.push(entry(k).term(r));
        return tracing::gathered(r.graph(), shape, terms.begin());
    }
    constexpr traced at(int flat) const { return entry(flat); }

    static constexpr int size() { return (Extents * ...); }
    constexpr traced* data() { return written(); }
    constexpr traced* begin() { return written(); }
    constexpr traced* end() { return written() + size(); }
    constexpr iterator begin() const { return {this, 0}; }
    constexpr iterator end() const { return {this, size()}; }

    constexpr decltype(auto) operator[](int i) {
        if (i < 0 || i >= shape[0]) tracing::a_position_lies_outside_of_the_tensor();
        return tensor_view<traced, Extents...>(written())[i];
    }
    constexpr auto operator[](int i) const { return part<Extents...>(i); }

    template <class... Positions>
    constexpr traced& operator()(Positions... positions) {
        return written()[offset(positions...)];
    }
    template <class... Positions>
    constexpr traced operator()(Positions... positions) const {
        return entry(offset(positions...));
    }

    CTGRAD_TENSOR_ARITHMETIC(tensor)
    template <class B>
    constexpr tensor& operator+=(B const& b) {
        return *this = *this + b;
    }
    template <class B>
    constexpr tensor& operator-=(B const& b) {
        return *this = *this - b;
    }
    template <class B>
    constexpr tensor& operator*=(B const& b) {
        return *this = *this * b;
    }
    template <class B>
    constexpr tensor& operator/=(B const& b) {
        return *this = *this / b;
    }
};

}  // namespace ctgrad
