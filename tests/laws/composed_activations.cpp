#include "composed.hpp"

namespace {

using namespace composed;

law const square_of_number("square", square(x));
law const square_of_vector("square", square(v));
law const square_of_matrix("square", square(A));

law const clamp_of_number("clamp", clamp(x, -1_c, 0.5_c));
law const clamp_of_vector("clamp", clamp(v, x, y), {{"x", {-1.5, -0.5}}, {"y", {0.5, 1.5}}});
law const clamp_of_matrix("clamp", clamp(A, -square(B), exp(x)));

law const leaky_relu_of_number("leaky_relu", leaky_relu(x));
law const leaky_relu_of_vector("leaky_relu", leaky_relu(v, x));
law const leaky_relu_of_matrix("leaky_relu", leaky_relu(A, B));

law const elu_of_number("elu", elu(x));
law const elu_of_vector("elu", elu(v, x));
law const elu_of_matrix("elu", elu(A, B));

law const gelu_of_number("gelu", gelu(x), {{"x", {-5, 5}}});
law const gelu_of_vector("gelu", gelu(v));
law const gelu_of_matrix("gelu", gelu(A));

law const silu_of_number("silu", silu(x), {{"x", {-5, 5}}});
law const silu_of_vector("silu", silu(v));
law const silu_of_matrix("silu", silu(A));

}  // namespace
