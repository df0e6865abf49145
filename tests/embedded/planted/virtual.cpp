// A virtual call: a table of functions in flash and an indirect jump.
struct gate {
    virtual float forward(float x) const = 0;
};
struct twice final : gate {
    float forward(float x) const override { return 2.0f * x; }
};

int main() {
    auto const object = twice{};
    gate const* volatile hidden = &object;
    return hidden->forward(1.0f) == 2.0f ? 0 : 1;
}
