// Start-up of a Cortex-M image under QEMU: vector table, FPU, .data and .bss, static constructors, then main. The value
// that main returns becomes QEMU's exit status, so the host needs neither a debugger nor a serial port.
#include <stdint.h>

extern uint32_t _stack_top, _data_load, _data_begin, _data_end, _bss_begin, _bss_end;
extern void (*_init_begin[])(void);
extern void (*_init_end[])(void);
int main(void);

/// Ends the emulation with `status` (0 to 255) through the semihosting call SYS_EXIT_EXTENDED (0x20), the only exit
/// call of 32-bit ARM that carries a status. Source: Arm, Semihosting for AArch32 and AArch64, section 6.10.
static void leave(uint32_t status) {
    uint32_t const block[2] = {0x20026u /* ADP_Stopped_ApplicationExit */, status};
    register uint32_t operation __asm__("r0") = 0x20u;
    register uint32_t const* argument __asm__("r1") = block;
    __asm__ volatile("bkpt 0xab" : "+r"(operation) : "r"(argument) : "memory");
    for (;;) {
    }
}

/// A hard fault, or any other exception: nothing here enables an interrupt.
static void fault(void) { leave(99u); }

void reset_handler(void);
void reset_handler(void) {
#if defined(__ARM_FP)
    *(uint32_t volatile*)0xE000ED88u |= 0xFu << 20;  // CPACR: full access to coprocessors 10 and 11
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    uint32_t const* from = &_data_load;
    for (uint32_t* to = &_data_begin; to != &_data_end;) *to++ = *from++;
    for (uint32_t* to = &_bss_begin; to != &_bss_end;) *to++ = 0;
    for (void (**constructor)(void) = _init_begin; constructor != _init_end; ++constructor) (*constructor)();
    leave((uint32_t)main());
}

__attribute__((section(".vectors"), used)) static void const* const vectors[16] = {
    &_stack_top,
    (void const*)reset_handler,
    [2 ... 15] = (void const*)fault,
};
