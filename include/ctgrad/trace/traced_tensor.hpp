// A tensor of traced numbers: one value of the graph, as long as nobody writes to its entries.
//
// It is what a tensor is to a callable that is a template of its scalar type: `W * x` on two of them is one product, not thousands of
// numbers. Whoever asks for a reference to an entry, as an assignment v[i] = a does, gets one into an array of all entries; from then on
// these are the value. Where they turn out to be what they were, it is the tensor again that they were read from. (Not a member that is
// mutable, for whoever reads: g++ 12 evaluates no such member of an object that is const.)
#pragma once

#include <ctgrad/shape/tensor.hpp>
#include <ctgrad/trace/parts.hpp>

#include <initializer_list>
#include <utility>

namespace ctgrad {

template <int... Extents>
struct tensor<traced, Extents...> : traced_base {
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
    constexpr int offset(Positions... positions) const {
        bool const inside = (... && (static_cast<int>(positions) >= 0 && static_cast<int>(positions) < Extents));
        if (!inside) return tracing::refuse_position(record()), 0;
        int at = 0;
        ((at = at * Extents + static_cast<int>(positions)), ...);
        return at;
    }
    template <int First, int... Rest>
    constexpr auto part(int i) const {
        if (i < 0 || i >= First) {
            tracing::refuse_position(record());
            i = 0;
        }
        if constexpr (sizeof...(Rest) == 0) {
            return entry(i);
        } else {
            if (is_whole()) return tensor<traced, Rest...>(recorder_, tracing::slice_at(value_, i));
            tensor<traced, Rest...> result;
            for (traced& x : result) x = entry(i * result.size() + static_cast<int>(&x - result.data()));
            return result;
        }
    }
    template <int, int... Rest>
    constexpr auto part(traced_integer const& i) const {
        op::symbolic const slice = tracing::slice_at(value(*i.record()), tracing::index_of(i));
        if constexpr (sizeof...(Rest) == 0)
            return traced(i.record(), slice.t);
        else
            return tensor<traced, Rest...>(i.record(), slice);
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

    // What is not a reference to an entry is const, so that nothing is assigned to it in vain.
    template <class Position>
    constexpr decltype(auto) operator[](Position const& i) {
        if constexpr (!tracing::are_positions<Position>()) {
            return traced();
        } else if constexpr (tracing::plain_positions<Position>) {
            bool const inside = i >= 0 && static_cast<int>(i) < shape[0];
            if (!inside) tracing::refuse_position(record());
            return tensor_view<traced, Extents...>(written())[inside ? static_cast<int>(i) : 0];
        } else {
            return std::as_const(*this)[i];
        }
    }
    template <class Position>
    constexpr decltype(auto) operator[](Position const& i) const {
        if constexpr (!tracing::are_positions<Position>()) {
            return traced();
        } else {
            auto const at = part<Extents...>(tracing::plain_or_traced(i));
            return std::add_const_t<std::remove_const_t<decltype(at)>>(at);
        }
    }

    template <class... Positions>
    constexpr decltype(auto) operator()(Positions const&... positions) {
        static_assert(sizeof...(Positions) == sizeof...(Extents), "ctgrad::tensor: one position for each axis");
        if constexpr (!tracing::are_positions<Positions...>())
            return traced();
        else if constexpr (tracing::plain_positions<Positions...>)
            return (written()[offset(positions...)]);
        else
            return std::as_const(*this)(positions...);
    }
    template <class... Positions>
    constexpr traced const operator()(Positions const&... positions) const {  // NOLINT: const on purpose
        static_assert(sizeof...(Positions) == sizeof...(Extents), "ctgrad::tensor: one position for each axis");
        if constexpr (!tracing::are_positions<Positions...>()) {
            return traced();
        } else if constexpr (tracing::plain_positions<Positions...>) {
            return entry(offset(positions...));
        } else {
            tracing::recorder* r = nullptr;
            ((r = tracing::recorder_of_position(positions) != nullptr ? tracing::recorder_of_position(positions) : r), ...);
            op::symbolic at = value(*r);
            ((at = tracing::slice_at(at, tracing::index_of(tracing::plain_or_traced(positions)))), ...);
            return traced(r, at.t);
        }
    }

    CTGRAD_TENSOR_ARITHMETIC(tensor)
};

/// Integer arguments with extents: labels.
template <int... Extents>
struct tensor<traced_integer, Extents...> : traced_base {
    static constexpr extents shape = make_extents(Extents...);

private:
    tracing::recorder* recorder_ = nullptr;
    op::symbolic value_{};

public:
    constexpr tensor() = default;
    constexpr tensor(tracing::recorder* r, op::symbolic const& value) : recorder_(r), value_(value) {}

    constexpr tracing::recorder* record() const { return recorder_; }
    constexpr op::symbolic const& value(tracing::recorder& /*r*/) const { return value_; }
    static constexpr int size() { return (Extents * ...); }
    constexpr auto operator[](int i) const { return part<Extents...>(i); }
    template <class... Positions>
    constexpr traced_integer operator()(Positions... positions) const {
        static_assert(sizeof...(Positions) == sizeof...(Extents), "ctgrad::tensor: one position for each axis");
        op::symbolic at = value_;
        ((at = tracing::slice_at(at, static_cast<int>(positions))), ...);
        return {recorder_, at.t};
    }

private:
    template <int First, int... Rest>
    constexpr auto part(int i) const {
        bool const inside = i >= 0 && i < First;
        if (!inside) tracing::refuse_position(recorder_);
        op::symbolic const slice = tracing::slice_at(value_, inside ? i : 0);
        if constexpr (sizeof...(Rest) == 0)
            return traced_integer(recorder_, slice.t);
        else
            return tensor<traced_integer, Rest...>(recorder_, slice);
    }
};

}  // namespace ctgrad
