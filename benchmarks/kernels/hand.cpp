// The hand-written rivals.
#include "../rivals/arm.hpp"
#include "../rivals/black_scholes.hpp"
#include "../rivals/helmholtz.hpp"
#include "../rivals/neuron.hpp"
#include "../rivals/reprojection.hpp"
#include "../rivals/rosenbrock.hpp"
#include "contest.hpp"

namespace {

void neuron(double const* in, double* out) {
    rivals::neuron_outputs const r = rivals::neuron({in[0], in[1], in[2], in[3], in[4]});
    out[0] = r.value;
    out[1] = r.w0;
    out[2] = r.x0;
    out[3] = r.w1;
    out[4] = r.x1;
    out[5] = r.w2;
}

void eight_reprojections(double const* in, double* out) {
    for (std::size_t k = 0; k < 8; ++k) rivals::reprojection(in + 17 * k, out + 32 * k);
}

contest::entry const entries[]{
    contest::entry({"neuron", "hand", neuron}),
    contest::entry({"reprojection", "hand", [](double const* in, double* out) { rivals::reprojection(in, out); }}),
    contest::entry({"reprojection_8", "hand", eight_reprojections, nullptr, 8}),
    contest::entry({"arm", "hand", [](double const* in, double* out) { rivals::arm(in, out); }}),
    contest::entry({"black_scholes", "hand", [](double const* in, double* out) { rivals::black_scholes(in, out); }}),
    contest::entry({"helmholtz", "hand", [](double const* in, double* out) { rivals::helmholtz(in, out); }}),
    contest::entry({"rosenbrock", "hand", [](double const* in, double* out) { rivals::rosenbrock(in, out); }}),
};

}  // namespace
