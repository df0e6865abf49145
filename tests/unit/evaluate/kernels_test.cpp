// Kernels against the interpreter: every kind of nest, extents with and without remainders, float and double.
#include <programs.hpp>

using namespace ctgrad::op;
using support::kernels_agree_with_interpreter;
using support::sheet;
using support::symbolic;

#define BOTH(formula)                                 \
    kernels_agree_with_interpreter<double>(formula);  \
    kernels_agree_with_interpreter<float>(formula)

namespace {

constexpr auto relu = [](symbolic const& v) { return entrywise_apply<relu_op>(v); };
constexpr auto plus = [](symbolic const& a, symbolic const& b) { return entrywise_apply<add_op>(a, b); };

template <int R, int C>
struct matrix_vector {
    constexpr void operator()(sheet& s) const {
        symbolic const a = s.number("A", R, C);
        symbolic const x = s.number("x", C);
        symbolic const u = s.number("u", R);
        s.result(product_op::apply(a, x));
        s.result(product_op::apply(transpose_op::apply(a), u));
        s.result(dot_op::apply(u, product_op::apply(a, x)));
        s.result(outer_op::apply(u, x));
    }
};

template <int N, int K, int M>
struct matrix_matrix {
    constexpr void operator()(sheet& s) const {
        symbolic const a = s.number("A", N, K);
        symbolic const b = s.number("B", K, M);
        symbolic const c = s.number("C", M, K);
        symbolic const d = s.number("D", N, M);
        s.result(product_op::apply(a, b));
        s.result(product_op::apply(a, transpose_op::apply(c)));
        s.result(product_op::apply(transpose_op::apply(a), d));
        s.result(plus(product_op::apply(a, b), d));
        s.result(transpose_op::apply(a));
    }
};

template <int Inputs, int Hidden, int Classes>
struct network {
    constexpr void operator()(sheet& s) const {
        symbolic const w1 = s.number("W1", Hidden, Inputs);
        symbolic const w2 = s.number("W2", Classes, Hidden);
        symbolic const b1 = s.number("b1", Hidden);
        symbolic const x = s.number("x", Inputs);
        symbolic const y = s.integer("y");
        symbolic const scores = product_op::apply(w2, relu(plus(product_op::apply(w1, x), b1)));
        symbolic const norms = plus(squared_norm_op<>::apply(w1), squared_norm_op<>::apply(w2));
        for (symbolic const& loss : {plus(hinge_loss_op::apply(scores, y), product_op::apply(s.rational(1, 10), norms)),
                                     cross_entropy_op::apply(scores, y)}) {
            s.result(loss);
            s.result(s.gradient(loss, w1));
            s.result(s.gradient(loss, w2));
            s.result(s.gradient(loss, b1));
        }
    }
};

template <int N>
struct batch {
    constexpr void operator()(sheet& s) const {
        symbolic const x = s.number("X", N, 11);
        symbolic const w = s.number("W", 11, 9);
        symbolic const b = s.number("b", 9);
        symbolic const v = s.number("V", 9, 5);
        symbolic const y = s.integer("Y", N);
        symbolic const hidden = relu(plus(product_op::apply(x, w), broadcast_rows_op<N>::apply(b)));
        symbolic const scores = product_op::apply(hidden, v);
        for (symbolic const& loss : {hinge_loss_op::apply(scores, y), cross_entropy_op::apply(scores, y)}) {
            s.result(loss);
            s.result(s.gradient(loss, w));
            s.result(s.gradient(loss, b));
            s.result(s.gradient(loss, v));
        }
        s.result(softmax_op::apply(scores));
        s.result(sum_op<0>::apply(scores));
        s.result(sum_op<1>::apply(scores));
    }
};

template <int N>
struct reductions {
    constexpr void operator()(sheet& s) const {
        symbolic const v = s.number("v", N);
        symbolic const a = s.number("A", N, 3);
        symbolic const largest = max_element_op<>::apply(v);
        s.result(largest);
        s.result(s.gradient(largest, v));
        s.result(max_element_op<>::apply(a));
        s.result(s.gradient(max_element_op<>::apply(a), a));
        s.result(min_element_op<0>::apply(a));
        s.result(max_element_op<1>::apply(a));
        s.result(logsumexp_op<>::apply(v));
        s.result(s.gradient(logsumexp_op<>::apply(v), v));
        s.result(mean_op<>::apply(a));
        s.result(softmax_op::apply(v));
        symbolic const i = s.integer("i");
        s.result(element_op::apply(v, i));
        s.result(s.gradient(element_op::apply(softmax_op::apply(v), i), v));
        s.result(element_op::apply(a, i, s.rational(1)));
    }
};

}  // namespace

TEST_CASE("matrix-vector products, all layouts") {
    BOTH((matrix_vector<32, 64>{}));
    BOTH((matrix_vector<10, 32>{}));
    BOTH((matrix_vector<7, 129>{}));
    BOTH((matrix_vector<13, 3>{}));
    BOTH((matrix_vector<1, 500>{}));
    BOTH((matrix_vector<500, 1>{}));
    BOTH((matrix_vector<3, 4>{}));
}

TEST_CASE("matrix-matrix products, all layouts") {
    BOTH((matrix_matrix<32, 64, 10>{}));
    BOTH((matrix_matrix<7, 13, 11>{}));
    BOTH((matrix_matrix<2, 2, 2>{}));
    BOTH((matrix_matrix<16, 8, 24>{}));
}

TEST_CASE("a network and its gradients") {
    BOTH((network<64, 32, 10>{}));
    BOTH((network<17, 5, 3>{}));
    BOTH((network<3, 2, 3>{}));
}

TEST_CASE("a batch is matrix expressions") {
    BOTH(batch<32>{});
    BOTH(batch<3>{});
}

TEST_CASE("reductions, their positions, and reads at run-time positions") {
    BOTH(reductions<100>{});
    BOTH(reductions<3>{});
    BOTH(reductions<19>{});
}
