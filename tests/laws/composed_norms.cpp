#include "composed.hpp"

namespace {

using namespace composed;

law const logsumexp_of_vector("logsumexp", logsumexp(v), {{"v", {-5, 5}}});
law const logsumexp_of_matrix("logsumexp", logsumexp(A));
law const logsumexp_of_columns("logsumexp", logsumexp<0>(A));
law const logsumexp_of_rows("logsumexp", logsumexp<1>(A));

law const softmax_of_vector("softmax", softmax(v), {{"v", {-5, 5}}});
law const softmax_of_rows("softmax", softmax(A));
law const log_softmax_of_vector("log_softmax", log_softmax(v));
law const log_softmax_of_rows("log_softmax", log_softmax(A));

law const squared_norm_of_vector("squared_norm", squared_norm(v));
law const squared_norm_of_matrix("squared_norm", squared_norm(A));
law const squared_norms_of_columns("squared_norm", squared_norm<0>(A));
law const squared_norms_of_rows("squared_norm", squared_norm<1>(A));

law const norm_of_vector("norm", norm(v));
law const norm_of_matrix("norm", norm(A));
law const norms_of_columns("norm", norm<0>(A));
law const norms_of_rows("norm", norm<1>(A));

law const direction_of_vector("normalize", normalize(v));
law const direction_of_matrix("normalize", normalize(A));

}  // namespace
