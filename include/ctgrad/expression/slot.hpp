// The memory behind a binding during one evaluation: the caller's own wherever it has the scalar type and lies in one row;
// else a copy, written back where the program writes to it.
#pragma once

#include <ctgrad/expression/binding.hpp>

namespace ctgrad::detail {

/// The caller's memory.
template <class T, class Symbol>
struct borrowed_slot {
    using symbol = Symbol;
    T* first;

    constexpr T* data() const { return first; }
    constexpr void commit() const {}
};

/// A copy of a number.
template <class T, class Symbol>
struct number_slot {
    using symbol = Symbol;
    T value;

    constexpr T const* data() const { return &value; }
    constexpr void commit() const {}
};

/// A copy of data with entries of another type.
template <class T, class Symbol, class V, bool Written>
struct converted_slot {
    using symbol = Symbol;
    V& from;
    T entries[static_cast<unsigned>(Symbol::shape.volume())];

    [[gnu::always_inline]] constexpr explicit converted_slot(V& value) : from(value), entries{} {
        using S = source<std::remove_const_t<V>>;
        if constexpr (S::shape.unbounded) {
            for (int position = 0; position < Symbol::shape.volume(); ++position)
                entries[position] = entry_as<T>(value[position]);
        } else {
            T* to = entries;
            S::read(value, to);
        }
    }
    constexpr auto* data() const {
        if constexpr (Written)
            return const_cast<T*>(entries);  // the slot itself is never a constant object
        else
            return static_cast<T const*>(entries);
    }
    constexpr void commit() const {
        if constexpr (Written) {
            using S = source<std::remove_const_t<V>>;
            if constexpr (S::shape.unbounded) {
                for (int position = 0; position < Symbol::shape.volume(); ++position)
                    from[position] = static_cast<typename S::entry>(entries[position]);
            } else {
                T const* next = entries;
                S::write(from, next);
            }
        }
    }
};

/// The caller's memory, whose rows are objects of their own: constant evaluation may not walk from one to the next, so there
/// (and only there) it works on a copy.
template <class T, class Symbol, class V, bool Written>
struct nested_slot {
    using symbol = Symbol;
    V& from;
    T* first = nullptr;

    [[gnu::always_inline]] constexpr explicit nested_slot(V& value) : from(value) {
        if (__builtin_is_constant_evaluated()) {
            first = new T[static_cast<unsigned>(Symbol::shape.volume())]{};
            T* to = first;
            source<std::remove_const_t<V>>::read(value, to);
        } else {
            first = const_cast<T*>(computed_at<T>(source<std::remove_const_t<V>>::data(value)));
        }
    }
    nested_slot(nested_slot const&) = delete;
    nested_slot& operator=(nested_slot const&) = delete;
    [[gnu::always_inline]] constexpr ~nested_slot() {
        if (__builtin_is_constant_evaluated()) delete[] first;
    }
    constexpr auto* data() const {
        if constexpr (Written)
            return first;
        else
            return static_cast<T const*>(first);
    }
    constexpr void commit() const {
        if constexpr (Written) {
            if (__builtin_is_constant_evaluated()) {
                T const* next = first;
                source<std::remove_const_t<V>>::write(from, next);
            }
        }
    }
};

/// May the program write to what a symbol is bound to?
template <class Binding>
inline constexpr bool writable = false;
template <class Symbol, class V>
inline constexpr bool writable<binding<Symbol, V&>> = requires(V& v) {
    requires !std::is_const_v<std::remove_pointer_t<decltype(source<std::remove_cv_t<V>>::data(v))>>;
};
template <class Symbol, class V>
    requires(!std::is_reference_v<V> && !scalar_like<V>)
inline constexpr bool writable<binding<Symbol, V>> = requires(V const& v) {  // a span, a pointer
    requires !std::is_const_v<std::remove_pointer_t<decltype(source<V>::data(v))>>;
};

/// The slot of a binding: T is the scalar type of the evaluation, Written says whether the program writes to the symbol.
template <class T, bool Written, class Symbol, class Value>
CTGRAD_INLINE constexpr auto slot_of(binding<Symbol, Value> const& b) {
    using V = std::remove_reference_t<decltype((b.value))>;
    using S = source<std::remove_cv_t<V>>;
    using E = std::conditional_t<Symbol::kind == graph::kind::integer, int, T>;
    constexpr bool same = std::is_same_v<computed_t<typename S::entry>, E>;
    if constexpr (Symbol::shape.rank == 0 && !Written && same && std::is_lvalue_reference_v<Value>) {
        return borrowed_slot<E const, Symbol>{
            computed_at<E>(&b.value)};  // read where it is: what is in memory need not be kept across calls
    } else if constexpr (Symbol::shape.rank == 0 && !Written) {
        return number_slot<E, Symbol>{entry_as<E>(b.value)};
    } else if constexpr (!same) {
        return converted_slot<E, Symbol, V, Written>(b.value);
    } else if constexpr (S::shape.nested) {
        return nested_slot<E, Symbol, V, Written>(b.value);
    } else {
        return borrowed_slot<std::conditional_t<Written, E, E const>, Symbol>{computed_at<E>(S::data(b.value))};
    }
}

}  // namespace ctgrad::detail
