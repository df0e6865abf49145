// flags: -frtti
// The name of a type, asked for at run time.
#include <typeinfo>

struct base {
    virtual ~base() = default;
};
struct derived : base {};

int main() {
    auto const object = derived{};
    base const* volatile hidden = &object;
    base const& reference = *hidden;
    return typeid(reference) == typeid(derived) ? 0 : 1;
}
