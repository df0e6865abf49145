// A buffer in .bss, where a workspace should be on the stack or the caller's.
float volatile workspace[16];

int main() {
    workspace[3] = 1.0f;
    return workspace[3] == 1.0f ? 0 : 1;
}
