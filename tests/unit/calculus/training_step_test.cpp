// A step of training touches the caller's arrays and a workspace of known size on the stack, and nothing else.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>
#include <ucontext.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

// Not under the address sanitizer: it replaces operator new itself, and surrounds arrays with memory of its own.
#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ADDRESS_SANITIZER 1
#endif
#endif

#ifndef UNDER_ADDRESS_SANITIZER

namespace {

std::size_t allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
    ++allocations;
    std::size_t const rounded = (std::max<std::size_t>(size, 1) + alignment - 1) / alignment * alignment;
    if (void* const memory = std::aligned_alloc(alignment, rounded)) return memory;
    throw std::bad_alloc();
}

}  // namespace

// The other forms of new and delete call these. Not inlined: GCC 12 sees `free` in the place of a delete and warns that it
// does not match the new.
void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace {

using namespace ctgrad::literals;

constexpr int inputs = 64;
constexpr int classes = 10;
constexpr int samples = 32;

constexpr auto X = ctgrad::symbol<"X", samples, inputs>;
constexpr auto Y = ctgrad::index_symbol<"Y", samples>;
constexpr auto rate = ctgrad::symbol<"rate">;

/// The two-layer network of a hidden width, the descent step of either loss, and data to run it on.
template <int Hidden>
struct training {
    static constexpr auto W1 = ctgrad::symbol<"W1", inputs, Hidden>;
    static constexpr auto b1 = ctgrad::symbol<"b1", Hidden>;
    static constexpr auto W2 = ctgrad::symbol<"W2", Hidden, classes>;
    static constexpr auto b2 = ctgrad::symbol<"b2", classes>;
    static constexpr auto scores =
        relu(X * W1 + ctgrad::broadcast_rows<samples>(b1)) * W2 + ctgrad::broadcast_rows<samples>(b2);

    static constexpr auto step_of(auto data_loss) {
        constexpr auto g = ctgrad::gradient(data_loss + 1e-3_c * (squared_norm(W1) + squared_norm(W2)), W1, b1, W2, b2);
        return ctgrad::update(
            W1 = W1 - rate * g[W1], b1 = b1 - rate * g[b1],  //
            W2 = W2 - rate * g[W2], b2 = b2 - rate * g[b2]);
    }
    static constexpr auto hinge_step = step_of(hinge_loss(scores, Y));
    static constexpr auto softmax_step = step_of(cross_entropy(scores, Y));

    float weights1[inputs][Hidden], biases1[Hidden]{}, weights2[Hidden][classes], biases2[classes]{};
    float images[samples][inputs];
    int labels[samples];

    training() {
        unsigned state = 1;
        auto const fill = [&state](auto& rows) {
            for (auto& row : rows)
                for (float& entry : row) {
                    state = state * 1664525U + 1013904223U;
                    entry = static_cast<float>(state >> 8U) * 0x1p-24F - 0.5F;
                }
        };
        fill(weights1);
        fill(weights2);
        fill(images);
        for (int i = 0; i < samples; ++i) labels[i] = i % classes;
    }
    template <class Step>
    [[gnu::noinline]] void take(Step step) {
        step(W1 = weights1, b1 = biases1, W2 = weights2, b2 = biases2, X = images, Y = labels, rate = 0.25F);
    }
};

/// What a function did to the stack that it ran on.
struct stack_use {
    std::size_t bytes;      ///< from the top to the lowest byte that it wrote
    std::size_t untouched;  ///< bytes in between that it never wrote
};

constexpr std::size_t stack_size = 1U << 20U;
constexpr unsigned char paint = 0xa5;

ucontext_t caller;
void (*to_run)();

/// Runs `f` on a painted stack of its own and sees what has been painted over. (A byte that is written with the paint's own
/// value counts as untouched: one in 256.)
stack_use stack_used_by(void (*f)()) {
    std::vector<unsigned char> stack(stack_size, paint);
    ucontext_t context;
    getcontext(&context);
    context.uc_stack.ss_sp = stack.data();
    context.uc_stack.ss_size = stack.size();
    context.uc_link = &caller;
    to_run = f;
    makecontext(
        &context, [] { to_run(); }, 0);
    swapcontext(&caller, &context);
    auto const lowest = std::find_if(stack.begin(), stack.end(), [](unsigned char byte) { return byte != paint; });
    return {
        static_cast<std::size_t>(stack.end() - lowest),
        static_cast<std::size_t>(std::count(lowest, stack.end(), paint))};
}

template <int Hidden>
training<Hidden>& data_of() {
    static auto const data = std::make_unique<training<Hidden>>();
    return *data;
}

}  // namespace

TEST_CASE("a training step allocates nothing") {
    auto const t = std::make_unique<training<64>>();
    auto const old = t->weights1[3][5];
    std::size_t const before = allocations;
    t->take(training<64>::hinge_step);
    t->take(training<64>::softmax_step);
    std::size_t const after = allocations;
    CHECK(before > 0);  // `t` was counted
    CHECK(after == before);
    CHECK(t->weights1[3][5] != old);
}

// Besides the workspace, the stack holds what registers do not: addresses, loop counters, a few vectors. With g++ 12 and
// clang++ 19, -O1 to -O3, that was 150 to 830 bytes for a workspace of 13,696 or 25,984.
TEMPLATE_TEST_CASE_SIG("workspace_bytes is what a training step uses", "", ((int Hidden), Hidden), 32, 64) {
    using network = training<Hidden>;
    data_of<Hidden>();
    auto const check = [](stack_use const& used, std::size_t workspace) {
        CHECK(used.bytes >= workspace);
        CHECK(used.bytes <= workspace + 2048);
        CHECK(used.untouched < used.bytes / 64);  // no part of the workspace is idle
    };
    check(
        stack_used_by([] { data_of<Hidden>().take(network::hinge_step); }),
        ctgrad::workspace_bytes<float>(network::hinge_step));
    check(
        stack_used_by([] { data_of<Hidden>().take(network::softmax_step); }),
        ctgrad::workspace_bytes<float>(network::softmax_step));
}

#endif
