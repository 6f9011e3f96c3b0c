package dev.sekisho.veil.proof;

import dev.sekisho.veil.ristretto.Element;

/**
 * The public side of one transcryptor's conversion for one service and purpose in one key epoch.
 *
 * @param service the service's name
 * @param purpose {@code id} or the field's name
 * @param keyEpoch the key epoch
 * @param transcryptor the transcryptor's position, from 1
 * @param pseudonymShare S = s G, used for the identity alone
 * @param rekeyShare K = k G
 * @param targetKey Y_out, the key that its output is under
 */
public record ConversionContext(
        String service,
        String purpose,
        int keyEpoch,
        int transcryptor,
        Element pseudonymShare,
        Element rekeyShare,
        Element targetKey) {}
