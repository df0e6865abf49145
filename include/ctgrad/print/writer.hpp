#pragma once

#include <bit>
#include <limits>

#include <ctgrad/graph/builder.hpp>

namespace ctgrad::print {

/// Text under construction, and the names of the labels that are bound at its end.
class writer {
    graph::builder const& g_;
    detail::list<char> out_;
    std::string_view label_[graph::max_labels]{};
    int bound_ = 0;
    int underscores_ = 0;  ///< in the names of parts, so that no symbol is called like one

    constexpr bool is_taken(std::string_view name) const {
        for (auto const& i : g_.inputs)
            if (i.name == name) return true;
        for (int l = 0; l < bound_; ++l)
            if (label_[l] == name) return true;
        return false;
    }

    /// Is there a symbol that begins like the name of a part?
    constexpr bool looks_like_a_part() const {
        for (auto const& i : g_.inputs) {
            int k = 0;
            int const size = static_cast<int>(i.name.size());
            while (k < size && i.name[static_cast<unsigned>(k)] == (k == 0 ? 't' : '_')) ++k;
            bool const digit =
                k < size && i.name[static_cast<unsigned>(k)] >= '0' && i.name[static_cast<unsigned>(k)] <= '9';
            if (k == underscores_ + 1 && digit) return true;
        }
        return false;
    }

    /// x / 10^power
    static constexpr long double scaled_by(long double x, int power) {
        long double factor = 1;
        for (int k = 0; k < (power < 0 ? -power : power); ++k) factor *= 10;
        return power < 0 ? x * factor : x / factor;
    }

public:
    constexpr explicit writer(graph::builder const& g) : g_(g) {
        while (looks_like_a_part()) ++underscores_;
    }

    constexpr detail::list<char> text() { return std::move(out_); }

    constexpr void put(std::string_view text) {
        for (char const c : text) out_.push(c);
    }
    constexpr void put(long long n) {
        if (n < 0) put("-");
        char digits[20]{};
        int count = 0;
        do {
            long long const last = n % 10;
            digits[count++] = static_cast<char>('0' + (last < 0 ? -last : last));
            n /= 10;
        } while (n != 0);
        while (count > 0) out_.push(digits[--count]);
    }

    /// A number with the fewest digits that tell it from all others, as d.ddde-30.
    constexpr void put_number(double x) {
        if (!(x == x)) return put("nan");
        if (x < 0 || (x == 0 && std::bit_cast<unsigned long long>(x) != 0)) put("-");
        if (x == 0) return put("0.0");
        long double const size = x < 0 ? -static_cast<long double>(x) : static_cast<long double>(x);
        if (size > static_cast<long double>(std::numeric_limits<double>::max())) return put("inf");
        int exponent = 0;
        while (scaled_by(size, exponent) >= 10) ++exponent;
        while (scaled_by(size, exponent) < 1) --exponent;
        long long digits = 0;
        for (int count = 1; count <= 17; ++count) {
            digits = static_cast<long long>(scaled_by(size, exponent - count + 1) + 0.5L);
            if (static_cast<double>(scaled_by(static_cast<long double>(digits), count - 1 - exponent)) == static_cast<double>(size)) break;
        }
        long long unit = 1;
        while (digits / unit >= 10) unit *= 10;
        put(digits / unit);
        if (digits % unit != 0) put(".");
        for (long long rest = digits % unit; rest != 0; rest %= unit) {
            unit /= 10;
            put(rest / unit);
        }
        put("e");
        put(static_cast<long long>(exponent));
    }

    /// The name of a part: t1, t2, ...
    constexpr void put_part(int number) {
        put("t");
        for (int k = 0; k < underscores_; ++k) put("_");
        put(static_cast<long long>(number));
    }

    /// Binds the next label: it is called as no symbol is, and no label in scope.
    constexpr int bind_label() {
        constexpr std::string_view names[]{"i",  "j",  "k",   "l",   "m",   "n",   "p",   "q",  "r",
                                           "s",  "i_", "j_",  "k_",  "l_",  "m_",  "n_",  "p_", "q_",
                                           "r_", "s_", "i__", "j__", "k__", "l__", "m__", "n__"};
        int n = 0;
        while (n + 1 < static_cast<int>(sizeof(names) / sizeof(names[0])) && is_taken(names[n])) ++n;
        label_[bound_] = names[n];
        return bound_++;
    }
    constexpr int bound() const { return bound_; }
    constexpr void release(int mark) { bound_ = mark; }
    constexpr std::string_view label(int l) const { return label_[l]; }
    constexpr void put_range(int label, int extent) {
        put(label_[label]);
        put(" < ");
        put(static_cast<long long>(extent));
    }
};

}  // namespace ctgrad::print
