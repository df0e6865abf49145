// Sacado: forward mode with a fixed number of derivatives, and reverse mode for gradients. It lacks erf, which is added here.
#define OMPI_SKIP_MPICXX  // MPI is not used, but Teuchos includes its header
#include <Sacado_No_Kokkos.hpp>

#include <cmath>

namespace Sacado::Fad::Exp {

template <class Storage>
GeneralFad<Storage> erf(GeneralFad<Storage> const& x) {
    using std::erf;
    using std::exp;
    using T = typename GeneralFad<Storage>::value_type;
    T const slope = 1.12837916709551257390 * exp(-x.val() * x.val());
    GeneralFad<Storage> y(T(erf(x.val())));
    for (int k = 0; k < x.size(); ++k) y.fastAccessDx(k) = slope * x.dx(k);
    return y;
}

}  // namespace Sacado::Fad::Exp

#include "forward.hpp"

namespace {

struct library {
    static constexpr bool nests = true;
    template <class T, std::size_t N>
    using dual = Sacado::Fad::Exp::GeneralFad<Sacado::Fad::Exp::StaticFixedStorage<T, static_cast<int>(N)>>;
    template <class T, std::size_t N>
    static dual<T, N> variable(T const& value, std::size_t k) {
        return dual<T, N>(static_cast<int>(N), static_cast<int>(k), value);
    }
    static auto value(auto const& x) { return x.val(); }
    static auto derivative(auto const& x, std::size_t k) { return x.dx(static_cast<int>(k)); }
};

template <class Primal>
void reverse(double const* in, double* out) {
    using T = Sacado::Rad::ADvar<double>;
    std::array<T, Primal::active> x;
    for (std::size_t k = 0; k < Primal::active; ++k) x[k] = in[k];
    T const y = Primal::at(x, in)[0];
    T::Gradcomp();
    out[0] = y.val();
    for (std::size_t k = 0; k < Primal::active; ++k) out[1 + k] = x[k].adj();
}

bool const registered = (forward::register_all<library>("sacado"), true);
contest::entry const entries[]{
    contest::entry({"neuron", "sacado_reverse", reverse<primals::neuron>}),
    contest::entry({"helmholtz", "sacado_reverse", reverse<primals::helmholtz>}),
    contest::entry({"rosenbrock", "sacado_reverse", reverse<primals::rosenbrock>}),
};

}  // namespace
