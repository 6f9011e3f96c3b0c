package dev.sekisho.bench.veil;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversions that are measured, bytes to bytes: identity B' = a B + r G, C' = s C + r Y and field B' = a B + r G, C' = C +
 * r Y. The same ciphertexts, factors and key for every implementation; each draws its own r.
 */
final class ConversionInput {
    /** Ciphertexts of a batch. */
    static final int BATCH = 64;

    private final RandomBytes random = RandomBytes.secure();
    private final List<byte[]> randomness = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final Scalar s = Scalar.random(random);
    private final Scalar a = Scalar.random(random);
    private final Scalar halfS = s.halved();
    private final Scalar halfA = a.halved();
    private final ElementTable key;

    ConversionInput() {
        for (int i = 0; i < BATCH; i++) {
            randomness.add(Element.random(random).encode());
            payloads.add(Element.random(random).encode());
        }
        this.key = ElementTable.ofKey(Element.random(random));
    }

    byte[] randomness(int i) {
        return randomness.get(i);
    }

    byte[] payload(int i) {
        return payloads.get(i);
    }

    byte[] s() {
        return s.encode();
    }

    byte[] a() {
        return a.encode();
    }

    byte[] key() {
        return key.element().encode();
    }

    Scalar draw() {
        return Scalar.random(random);
    }

    /** A batch of identities, as {@code ServiceConversion} does it. */
    List<Element> convertIdentities() {
        List<Element> halves = new ArrayList<>(2 * BATCH);
        for (int i = 0; i < BATCH; i++) {
            Element b = Element.decode(randomness.get(i)).orElseThrow();
            Element c = Element.decode(payloads.get(i)).orElseThrow();
            Scalar halfR = draw();
            halves.add(b.times(halfA).plus(ElementTable.ofGenerator().times(halfR)));
            halves.add(c.times(halfS).plus(key.times(halfR)));
        }
        List<Element> converted = Element.doubles(halves);
        converted.forEach(Element::encode);
        return converted;
    }

    /** A batch of fields, as {@code ServiceConversion} does it for rows of another transcryptor. */
    List<Element> convertFields() {
        List<Element> halves = new ArrayList<>(BATCH);
        List<Element> payload = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            Element b = Element.decode(randomness.get(i)).orElseThrow();
            Element c = Element.decode(payloads.get(i)).orElseThrow();
            Scalar halfR = draw();
            halves.add(b.times(halfA).plus(ElementTable.ofGenerator().times(halfR)));
            payload.add(c.plus(key.times(halfR).twice()));
        }
        List<Element> converted = new ArrayList<>(Element.doubles(halves));
        converted.addAll(payload);
        converted.forEach(Element::encode);
        return converted;
    }
}
