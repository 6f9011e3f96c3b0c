package dev.sekisho.veil.conversion;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;

/**
 * A service's secret key for one purpose in one key epoch, put together from the shares of enrolment and of every
 * transcryptor.
 */
public final class ServiceSecretKey {
    private final Scalar key;

    private ServiceSecretKey(Scalar key) {
        this.key = key;
    }

    /**
     * Multiplies the shares and compares with the directory.
     *
     * @throws IllegalArgumentException if the product is not the secret of the service's key: some share is wrong, or of
     *     another epoch
     */
    public static ServiceSecretKey assemble(Directory directory, String service, String purpose, List<Scalar> shares) {
        Scalar product = Scalar.ONE;
        for (Scalar share : shares) {
            product = product.times(share);
        }
        if (!Element.GENERATOR.times(product).equals(directory.service(service).key(purpose))) {
            throw new IllegalArgumentException("the shares for \"" + purpose + "\" do not give the key of \"" + service
                    + "\" in key epoch " + directory.keyEpoch() + ": ask for all of them again");
        }
        return new ServiceSecretKey(product);
    }

    /** What is left of C when the mask is taken off. */
    public Element decrypt(dev.sekisho.veil.proof.Ciphertext ciphertext) {
        return ciphertext.decrypt(key);
    }

    /** The number itself, for keeping it. */
    public Scalar secret() {
        return key;
    }

    @Override
    public String toString() {
        return "ServiceSecretKey (secret)";
    }
}
