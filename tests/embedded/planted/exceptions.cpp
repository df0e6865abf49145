// flags: -fexceptions
int main() {
    int volatile denominator = 1;
    try {
        if (denominator == 0) throw denominator;
    } catch (int) {
        return 1;
    }
    return 0;
}
