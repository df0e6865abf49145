// The sigmoid neuron of the lecture on a microcontroller: value and five partial derivatives, in float.
#include <ctgrad/ctgrad.hpp>

#include "harness.hpp"

namespace {

constexpr auto w0 = ctgrad::symbol<"w0">;
constexpr auto x0 = ctgrad::symbol<"x0">;
constexpr auto w1 = ctgrad::symbol<"w1">;
constexpr auto x1 = ctgrad::symbol<"x1">;
constexpr auto w2 = ctgrad::symbol<"w2">;
constexpr auto neuron = ctgrad::value_and_gradient(ctgrad::sigmoid(w0 * x0 + w1 * x1 + w2), w0, x0, w1, x1, w2);

struct inputs {
    float w0, x0, w1, x1, w2;
};

struct outputs {
    float value, w0, x0, w1, x1, w2;
};

[[gnu::noinline]] void neuron_kernel(inputs const& in, outputs& out) {
    auto const [value, g] = neuron(w0 = in.w0, x0 = in.x0, w1 = in.w1, x1 = in.x1, w2 = in.w2);
    out = {value, g[w0], g[x0], g[w1], g[x1], g[w2]};
}

}  // namespace

namespace harness {
namespace {

outputs evaluate(float bias) {
    auto const in = inputs{opaque(2.0f), opaque(-1.0f), opaque(-3.0f), opaque(-2.0f), opaque(bias)};
    auto out = outputs{};
    neuron_kernel(in, out);
    return out;
}

bool near(float found, float expected, float tolerance) {
    auto const error = found - expected;
    return error <= tolerance && -error <= tolerance;
}

int run() {
    auto test = checks{};

    // The lecture's values, as printed there with two digits: half a unit of the second one.
    auto const out = evaluate(-3.0f);
    test.expect(near(out.value, 0.73f, 0.005f));
    test.expect(near(out.w0, -0.20f, 0.005f));
    test.expect(near(out.x0, 0.39f, 0.005f));
    test.expect(near(out.w1, -0.39f, 0.005f));
    test.expect(near(out.x1, -0.59f, 0.005f));
    test.expect(near(out.w2, 0.20f, 0.005f));

    // The same to the precision of float. References: s = 1/(1 + exp(-1)) and d = s (1 - s), from 50 decimal digits.
    // Four units: exp and the division leave s within one unit (of 2^-24), the difference 1 - s = 0.27 magnifies that
    // to two of its own, and two products round once each.
    test.expect(ulps(out.value, 0.731058578630004879f) <= 4);
    test.expect(ulps(out.w0, -0.196611933241481853f) <= 4);
    test.expect(ulps(out.x0, 0.393223866482963705f) <= 4);
    test.expect(ulps(out.w1, -0.393223866482963705f) <= 4);
    test.expect(ulps(out.x1, -0.589835799724445558f) <= 4);
    test.expect(ulps(out.w2, 0.196611933241481853f) <= 4);

    // Far out on both sides exp(200) and exp(-200) leave the range of float: the limits, never NaN or infinity.
    auto const high = evaluate(196.0f);  // argument 200
    test.expect(
        high.value == 1.0f && high.w0 == 0.0f && high.x0 == 0.0f && high.w1 == 0.0f && high.x1 == 0.0f &&
        high.w2 == 0.0f);
    auto const low = evaluate(-204.0f);  // argument -200
    test.expect(
        low.value == 0.0f && low.w0 == 0.0f && low.x0 == 0.0f && low.w1 == 0.0f && low.x1 == 0.0f && low.w2 == 0.0f);

    return test.exit_status();
}

}  // namespace
}  // namespace harness

int main() { return harness::run(); }
