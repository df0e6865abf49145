// Updates in place: right-hand sides see the old values, whatever the order of evaluation allows.
#include <programs.hpp>

using namespace ctgrad::op;
using support::kernels_agree_with_interpreter;
using support::sheet;
using support::symbolic;

namespace {

constexpr auto plus = [](symbolic const& a, symbolic const& b) { return entrywise_apply<add_op>(a, b); };
constexpr auto minus = [](symbolic const& a, symbolic const& b) { return entrywise_apply<subtract_op>(a, b); };
constexpr auto times = [](symbolic const& a, symbolic const& b) { return product_op::apply(a, b); };

/// Plain gradient descent on one sample: W2 must still be old where the gradient of W1 is computed.
struct descent {
    constexpr void operator()(sheet& s) const {
        symbolic const w1 = s.number("W1", 24, 40);
        symbolic const w2 = s.number("W2", 10, 24);
        symbolic const x = s.number("x", 40);
        symbolic const rate = s.number("rate");
        symbolic const y = s.integer("y");
        symbolic const loss = plus(cross_entropy_op::apply(times(w2, entrywise_apply<relu_op>(times(w1, x))), y),
                                   times(s.rational(1, 100), plus(squared_norm_op<>::apply(w1), squared_norm_op<>::apply(w2))));
        s.update("W2", minus(w2, times(rate, s.gradient(loss, w2))));
        s.update("W1", minus(w1, times(rate, s.gradient(loss, w1))));
        s.result(loss);
    }
};

/// Momentum over a batch: the new velocity and the new weight both need the old velocity.
struct momentum {
    constexpr void operator()(sheet& s) const {
        symbolic const w = s.number("W", 12, 9);
        symbolic const v = s.number("V", 12, 9);
        symbolic const x = s.number("X", 20, 12);
        symbolic const y = s.integer("Y", 20);
        symbolic const loss = plus(hinge_loss_op::apply(times(x, w), y), times(s.rational(1, 10), squared_norm_op<>::apply(w)));
        symbolic const velocity = minus(times(s.rational(9, 10), v), times(s.rational(1, 8), s.gradient(loss, w)));
        s.update("V", velocity);
        s.update("W", plus(w, velocity));
    }
};

struct transposition {
    constexpr void operator()(sheet& s) const { s.update("A", transpose_op::apply(s.number("A", 30, 30))); }
};

struct own_product {
    constexpr void operator()(sheet& s) const {
        symbolic const a = s.number("A", 25, 25);
        symbolic const v = s.number("v", 25);
        s.update("v", times(a, v));
        s.update("A", plus(a, outer_op::apply(v, v)));
    }
};

struct exchange {
    constexpr void operator()(sheet& s) const {
        symbolic const a = s.number("a", 500);
        symbolic const b = s.number("b", 500);
        s.update("a", b);
        s.update("b", a);
    }
};

struct crossed_exchange {
    constexpr void operator()(sheet& s) const {
        symbolic const a = s.number("A", 21, 30);
        symbolic const b = s.number("B", 30, 21);
        s.update("A", transpose_op::apply(b));
        s.update("B", transpose_op::apply(a));
    }
};

struct small_exchange {
    constexpr void operator()(sheet& s) const {
        symbolic const a = s.number("a", 2);
        symbolic const b = s.number("b", 2);
        symbolic const c = s.number("c");
        s.update("a", plus(b, c));
        s.update("b", a);
        s.update("c", dot_op::apply(a, b));
    }
};

struct scalar_and_vector {
    constexpr void operator()(sheet& s) const {
        symbolic const v = s.number("v", 900);
        symbolic const c = s.number("c");
        s.update("c", dot_op::apply(v, v));
        s.update("v", times(c, v));
    }
};

/// Three in a ring: none may be written first.
struct ring {
    constexpr void operator()(sheet& s) const {
        symbolic const a = s.number("A", 20, 20);
        symbolic const b = s.number("B", 20, 20);
        symbolic const c = s.number("C", 20, 20);
        s.update("A", times(b, b));
        s.update("B", times(c, c));
        s.update("C", times(a, a));
    }
};

}  // namespace

TEST_CASE("an update sees the old values") {
    kernels_agree_with_interpreter<double>(descent{});
    kernels_agree_with_interpreter<float>(descent{});
    kernels_agree_with_interpreter<double>(momentum{});
    kernels_agree_with_interpreter<double>(transposition{});
    kernels_agree_with_interpreter<double>(own_product{});
    kernels_agree_with_interpreter<double>(exchange{});
    kernels_agree_with_interpreter<double>(crossed_exchange{});
    kernels_agree_with_interpreter<double>(small_exchange{});
    kernels_agree_with_interpreter<double>(scalar_and_vector{});
    kernels_agree_with_interpreter<double>(ring{});
}

TEST_CASE("an update needs no buffer where the order of evaluation allows it") {
    // hidden layer, its gradient, the scores and theirs: nothing of the size of a weight matrix
    constexpr int workspace = ctgrad::schedule::planned<support::program<descent>>::plan.workspace;
    STATIC_REQUIRE(workspace <= 4 * 24 + 3 * 16);
    // the batch's gradient is consumed where its sum ends
    constexpr int batch = ctgrad::schedule::planned<support::program<momentum>>::plan.workspace;
    STATIC_REQUIRE(batch <= 20 * 9 * 3 + 64);
    STATIC_REQUIRE(ctgrad::schedule::planned<support::program<exchange>>::plan.workspace == 0);
}
