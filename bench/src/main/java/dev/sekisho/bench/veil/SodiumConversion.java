package dev.sekisho.bench.veil;

import com.goterl.lazysodium.SodiumJava;

/** The same conversions with libsodium through lazysodium: every call takes and gives bytes. */
final class SodiumConversion {
    private final SodiumJava sodium = new SodiumJava();
    private final ConversionInput input;
    private final byte[] key;
    private final byte[] s;
    private final byte[] a;

    SodiumConversion(ConversionInput input) {
        this.input = input;
        this.key = input.key();
        this.s = input.s();
        this.a = input.a();
    }

    byte[][] convertIdentities() {
        byte[][] converted = new byte[2 * ConversionInput.BATCH][];
        for (int i = 0; i < ConversionInput.BATCH; i++) {
            byte[] r = input.draw().encode();
            converted[2 * i] = sum(times(a, input.randomness(i)), timesGenerator(r));
            converted[2 * i + 1] = sum(times(s, input.payload(i)), times(r, key));
        }
        return converted;
    }

    byte[][] convertFields() {
        byte[][] converted = new byte[2 * ConversionInput.BATCH][];
        for (int i = 0; i < ConversionInput.BATCH; i++) {
            byte[] r = input.draw().encode();
            converted[2 * i] = sum(times(a, input.randomness(i)), timesGenerator(r));
            converted[2 * i + 1] = sum(input.payload(i), times(r, key));
        }
        return converted;
    }

    private byte[] times(byte[] scalar, byte[] element) {
        byte[] product = new byte[32];
        check(sodium.crypto_scalarmult_ristretto255(product, scalar, element));
        return product;
    }

    private byte[] timesGenerator(byte[] scalar) {
        byte[] product = new byte[32];
        check(sodium.crypto_scalarmult_ristretto255_base(product, scalar));
        return product;
    }

    private byte[] sum(byte[] one, byte[] other) {
        byte[] sum = new byte[32];
        check(sodium.crypto_core_ristretto255_add(sum, one, other));
        return sum;
    }

    private static void check(int result) {
        if (result != 0) {
            throw new IllegalStateException("libsodium refused an element");
        }
    }
}
