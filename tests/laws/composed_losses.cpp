#include "composed.hpp"

namespace {

using namespace composed;

constexpr auto labels = index_symbol<"labels", 2>;

law const hinge_of_scores("hinge_loss", hinge_loss(v, i));
law const hinge_with_margin("hinge_loss", hinge_loss(sin(v), i, x));
law const hinge_of_batch("hinge_loss", hinge_loss(A, labels));

law const cross_entropy_of_scores("cross_entropy", cross_entropy(v, i));
law const cross_entropy_of_constant_label("cross_entropy", cross_entropy(v, 1_c));
law const cross_entropy_of_batch("cross_entropy", cross_entropy(A, labels));

law const squared_error_of_vectors("mean_squared_error", mean_squared_error(u, v));
law const squared_error_of_matrices("mean_squared_error", mean_squared_error(sin(A), B));

law const huber_of_vectors("huber_loss", huber_loss(u, v));
law const huber_of_matrices("huber_loss", huber_loss(A, B, 0.5_c));
law const huber_with_delta("huber_loss", huber_loss(u, v, x), {{"x", {0.5, 1.5}}});

}  // namespace
