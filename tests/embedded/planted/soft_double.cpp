// flags: -Wno-double-promotion
// The classic slip: 0.1 is a double, and the Cortex-M4F multiplies floats only.
int main() {
    float volatile x = 3.0f;
    x = static_cast<float>(x * 0.1);
    return x < 0.31f ? 0 : 1;
}
