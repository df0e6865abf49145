// The two-layer network 64-32-10, one sample: multiclass hinge loss plus L2 regularisation of both weight matrices,
// with both gradients, as an expert writes it by hand for this one shape.
//
//   h = relu(W1 x)    s = W2 h    loss = sum over j != y of max(0, 1 + s[j] - s[y]) + lambda (|W1|^2 + |W2|^2)
//
// What was done by hand, and measured on a Sapphire Rapids core with g++ 12 and clang++ 19:
//   - vectors as wide as the target's registers (the compiler splits wider ones badly: 16 bytes on plain x86-64);
//   - eight rows at a time share each load of x, and eight chains of additions hide their latency;
//   - eight accumulators are transposed and summed together: 7 vector additions instead of 8 horizontal sums;
//   - the hinge is branch-free;
//   - one pass over each matrix writes its gradient, adds up its squares and, in W2, pulls the adjoint back to h.
// Nothing is left to the vectoriser, so -O2 and -O3 give the same code; packs are unrolled by templates, because
// GCC does not unroll such loops at -O2.
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>

namespace rivals {

inline constexpr std::size_t inputs = 64;
inline constexpr std::size_t hidden = 32;
inline constexpr std::size_t classes = 10;

namespace detail {

#if defined(__AVX512F__)
inline constexpr std::size_t width = 64;
#elif defined(__AVX__)
inline constexpr std::size_t width = 32;
#else
inline constexpr std::size_t width = 16;
#endif
inline constexpr std::size_t lanes = width / sizeof(double);

using vec [[gnu::vector_size(width)]] = double;
using mask [[gnu::vector_size(width)]] = std::int64_t;
using unaligned_vec [[gnu::vector_size(width), gnu::aligned(alignof(double)), gnu::may_alias]] = double;

[[gnu::always_inline]] inline vec load(double const* p) { return *reinterpret_cast<unaligned_vec const*>(p); }
[[gnu::always_inline]] inline void store(double* p, vec v) { *reinterpret_cast<unaligned_vec*>(p) = v; }
[[gnu::always_inline]] inline vec broadcast(double x) { return vec{} + x; }

/// Calls body(0), ..., body(N - 1), each with its index as a constant.
template <std::size_t N, class Body>
[[gnu::always_inline]] inline void unrolled(Body&& body) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (body(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<N>{});
}

/// One level of a transposed sum: interleaves blocks of `Block` lanes of a and b, and adds the halves.
template <std::size_t Block>
[[gnu::always_inline]] inline vec fold(vec a, vec b) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        constexpr auto from = [](std::size_t i, std::size_t half) {
            auto const group = i / (2 * Block) * (2 * Block);
            auto const inside = i % (2 * Block);
            return static_cast<int>(group + half * Block + inside % Block + (inside < Block ? 0 : lanes));
        };
        return __builtin_shufflevector(a, b, from(I, 0)...) + __builtin_shufflevector(a, b, from(I, 1)...);
    }
    (std::make_index_sequence<lanes>{});
}

/// Sums the lanes of each of eight vectors and stores the eight sums.
[[gnu::always_inline]] inline void store_sums(double* out, vec const (&a)[8]) {
    vec const b[4] = {fold<1>(a[0], a[1]), fold<1>(a[2], a[3]), fold<1>(a[4], a[5]), fold<1>(a[6], a[7])};
    if constexpr (lanes == 2) {
        unrolled<4>([&](auto i) { store(out + 2 * i, b[i]); });
    } else {
        vec const c[2] = {fold<2>(b[0], b[1]), fold<2>(b[2], b[3])};
        if constexpr (lanes == 4) {
            unrolled<2>([&](auto i) { store(out + 4 * i, c[i]); });
        } else {
            store(out, fold<4>(c[0], c[1]));
        }
    }
}

[[gnu::always_inline]] inline double sum(vec a) {
    auto total = 0.0;
    unrolled<lanes / 2>([&](auto i) { total += a[i()] + a[i() + lanes / 2]; });
    return total;
}

/// out[0..8) = the products of `Rows` <= 8 rows of W with x; the sums of absent rows are zero.
template <std::size_t Rows, std::size_t Columns>
[[gnu::always_inline]] inline void dot_rows(double const* W, double const* x, double* out) {
    vec a[8] = {};
    for (std::size_t j = 0; j < Columns; j += lanes) {
        auto const v = load(x + j);
        unrolled<Rows>([&](auto r) { a[r] += load(W + r * Columns + j) * v; });
    }
    store_sums(out, a);
}

}  // namespace detail

/// Value of the loss; dW1 and dW2 receive its gradients. Matrices are row-major and need no alignment.
inline double network(
    double const* __restrict W1, double const* __restrict W2, double const* __restrict x, std::size_t y, double lambda,
    double* __restrict dW1, double* __restrict dW2) {
    using namespace detail;
    alignas(64) double h[hidden];
    alignas(64) double s[16];
    alignas(64) double ds[16];
    alignas(64) double dh[hidden];

    for (std::size_t i = 0; i < hidden; i += 8) dot_rows<8, inputs>(W1 + i * inputs, x, h + i);
    unrolled<hidden / lanes>([&](auto i) {
        auto const v = load(h + lanes * i);
        store(h + lanes * i, v > 0.0 ? v : vec{});
    });
    dot_rows<8, hidden>(W2, h, s);
    dot_rows<classes - 8, hidden>(W2 + 8 * hidden, h, s + 8);

    // Padding scores and the label's own never reach the margin.
    auto const base = 1.0 - s[y];
    auto losses = vec{};
    auto active = vec{};
    unrolled<16 / lanes>([&](auto i) {
        mask index{};
        unrolled<lanes>([&](auto l) { index[l()] = static_cast<std::int64_t>(lanes * i + l); });
        auto const margin = load(s + lanes * i) + base;
        mask const counts =
            (margin > 0.0) & (index != static_cast<std::int64_t>(y)) & (index < static_cast<std::int64_t>(classes));
        losses += counts ? margin : vec{};
        auto const one = counts ? broadcast(1.0) : vec{};
        active += one;
        store(ds + lanes * i, one);
    });
    ds[y] = -sum(active);

    constexpr std::size_t chunk = 4;  // vectors of a row at a time: their adjoints and activations stay in registers
    auto const twice = broadcast(2.0 * lambda);
    vec squares[chunk] = {};
    for (std::size_t j = 0; j < hidden; j += chunk * lanes) {
        vec adjoint[chunk] = {};
        vec activation[chunk];
        unrolled<chunk>([&](auto c) { activation[c] = load(h + j + lanes * c); });
        for (std::size_t i = 0; i < classes; ++i) {
            auto const d = broadcast(ds[i]);
            unrolled<chunk>([&](auto c) {
                auto const at = i * hidden + j + lanes * c;
                auto const w = load(W2 + at);
                adjoint[c] += d * w;
                squares[c] += w * w;
                store(dW2 + at, d * activation[c] + twice * w);
            });
        }
        unrolled<chunk>([&](auto c) { store(dh + j + lanes * c, activation[c] > 0.0 ? adjoint[c] : vec{}); });
    }
    for (std::size_t i = 0; i < hidden; ++i) {
        auto const d = broadcast(dh[i]);
        for (std::size_t j = 0; j < inputs; j += chunk * lanes) {
            unrolled<chunk>([&](auto c) {
                auto const at = i * inputs + j + lanes * c;
                auto const w = load(W1 + at);
                squares[c] += w * w;
                store(dW1 + at, d * load(x + j + lanes * c) + twice * w);
            });
        }
    }
    return sum(losses) + lambda * sum((squares[0] + squares[1]) + (squares[2] + squares[3]));
}

/// The same in plain loops, as most people would write it: what explicit vectors are worth.
inline double plain_network(
    double const* __restrict W1, double const* __restrict W2, double const* __restrict x, std::size_t y, double lambda,
    double* __restrict dW1, double* __restrict dW2) {
    double h[hidden];
    double s[classes];
    double ds[classes];
    double dh[hidden] = {};
    auto squares = 0.0;
    for (std::size_t i = 0; i < hidden; ++i) {
        auto z = 0.0;
        for (std::size_t j = 0; j < inputs; ++j) z += W1[i * inputs + j] * x[j];
        h[i] = z > 0.0 ? z : 0.0;
    }
    for (std::size_t k = 0; k < classes; ++k) {
        s[k] = 0.0;
        for (std::size_t i = 0; i < hidden; ++i) s[k] += W2[k * hidden + i] * h[i];
    }
    auto loss = 0.0;
    auto active = 0.0;
    for (std::size_t k = 0; k < classes; ++k) {
        auto const margin = 1.0 + s[k] - s[y];
        ds[k] = k != y && margin > 0.0 ? 1.0 : 0.0;
        loss += ds[k] * margin;
        active += ds[k];
    }
    ds[y] = -active;
    for (std::size_t k = 0; k < classes; ++k) {
        for (std::size_t i = 0; i < hidden; ++i) {
            auto const w = W2[k * hidden + i];
            dh[i] += ds[k] * w;
            squares += w * w;
            dW2[k * hidden + i] = ds[k] * h[i] + 2.0 * lambda * w;
        }
    }
    for (std::size_t i = 0; i < hidden; ++i) {
        auto const d = h[i] > 0.0 ? dh[i] : 0.0;
        for (std::size_t j = 0; j < inputs; ++j) {
            auto const w = W1[i * inputs + j];
            squares += w * w;
            dW1[i * inputs + j] = d * x[j] + 2.0 * lambda * w;
        }
    }
    return loss + lambda * squares;
}

}  // namespace rivals
