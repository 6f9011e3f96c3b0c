package dev.sekisho.traffic.tls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the handshake messages of one direction together again, over however many records and segments they are spread
 * (RFC 8446, section 5.1). Messages that nobody reads are skipped by counting; of longer ones than
 * {@value #MAX_MESSAGE_BYTES} bytes the beginning is kept.
 */
final class HandshakeMessages {
    /** How much of one message is kept. */
    static final int MAX_MESSAGE_BYTES = 1 << 16;

    static final int HEADER_BYTES = 4;
    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 2;
    static final int CERTIFICATE = 11;

    /** Not a number of the wire: stands for a ClientHello in the form of SSL 2.0. */
    static final int VERSION_2_CLIENT_HELLO = -2;

    private static final int FIRST_BUFFER_BYTES = 512;

    /** Takes messages; the array is valid only during the call. */
    interface Reader {
        /**
         * Takes one message without its header.
         *
         * @param length bytes present, fewer than {@code declared} where the message is cut
         * @param declared length according to its header
         */
        void message(boolean fromClient, int type, byte[] bytes, int offset, int length, int declared, long nanos);
    }

    private final boolean fromClient;
    private byte @Nullable [] buffer;
    private int buffered;
    private int skip;
    private boolean closed;
    private boolean anySeen;

    HandshakeMessages(boolean fromClient) {
        this.fromClient = fromClient;
    }

    /**
     * Takes the next bytes of handshake records.
     *
     * @return false if they are no handshake; then nothing more is read
     */
    boolean append(byte[] bytes, int offset, int length, long nanos, Reader reader) {
        int position = offset;
        int end = offset + length;
        while (position < end && !closed) {
            if (skip > 0) {
                int skipped = Math.min(skip, end - position);
                skip -= skipped;
                position += skipped;
            } else if (buffered == 0 && end - position >= HEADER_BYTES) {
                int declared = declaredLength(bytes, position);
                int type = bytes[position];
                if (!isKnown(type)) {
                    close();
                    return anySeen;
                }
                if (!isRead(type)) {
                    anySeen = true;
                    position += HEADER_BYTES;
                    skip = declared;
                } else if (end - position - HEADER_BYTES >= declared) {
                    anySeen = true;
                    reader.message(fromClient, type, bytes, position + HEADER_BYTES, declared, declared, nanos);
                    position += HEADER_BYTES + declared;
                } else {
                    position = buffer(bytes, position, end, nanos, reader);
                }
            } else {
                position = buffer(bytes, position, end, nanos, reader);
            }
        }
        return true;
    }

    /** Takes the next bytes of a hello in the form of SSL 2.0, which is a whole record. */
    void appendVersion2(byte[] bytes, int offset, int length, boolean last, long nanos, Reader reader) {
        byte[] kept = buffer == null ? new byte[FIRST_BUFFER_BYTES] : buffer;
        if (buffered + length > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(buffered + length, kept.length * 2));
        }
        System.arraycopy(bytes, offset, kept, buffered, length);
        buffer = kept;
        buffered += length;
        if (last) {
            int present = buffered;
            buffered = 0;
            buffer = null;
            reader.message(fromClient, VERSION_2_CLIENT_HELLO, kept, 0, present, present, nanos);
        }
    }

    private int buffer(byte[] bytes, int position, int end, long nanos, Reader reader) {
        byte[] kept = buffer;
        if (kept == null) {
            kept = new byte[FIRST_BUFFER_BYTES];
        }
        int declared = buffered < HEADER_BYTES ? 0 : declaredLength(kept, 0);
        int wanted = Math.min(HEADER_BYTES + declared, MAX_MESSAGE_BYTES);
        int count = Math.min(wanted - buffered, end - position);
        if (buffered + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(buffered + count, Math.min(kept.length * 2, wanted)));
        }
        System.arraycopy(bytes, position, kept, buffered, count);
        buffer = kept;
        buffered += count;
        if (buffered == HEADER_BYTES && declared == 0) {
            headerComplete(kept, nanos, reader);
        } else if (buffered == wanted && buffered > HEADER_BYTES) {
            complete(kept, declared, nanos, reader);
        }
        return position + count;
    }

    private void headerComplete(byte[] kept, long nanos, Reader reader) {
        int declared = declaredLength(kept, 0);
        if (!isKnown(kept[0])) {
            close();
        } else if (!isRead(kept[0])) {
            anySeen = true;
            buffered = 0;
            skip = declared;
        } else if (declared == 0) {
            complete(kept, 0, nanos, reader);
        }
    }

    private void complete(byte[] kept, int declared, long nanos, Reader reader) {
        int present = buffered - HEADER_BYTES;
        anySeen = true;
        buffered = 0;
        skip = declared - present;
        buffer = null;
        reader.message(fromClient, kept[0], kept, HEADER_BYTES, present, declared, nanos);
    }

    /** Hands over what is there of a message whose rest will never come, and reads nothing more. */
    void cut(long nanos, Reader reader) {
        byte[] kept = buffer;
        if (!closed && kept != null && buffered > HEADER_BYTES && isRead(kept[0])) {
            reader.message(
                    fromClient, kept[0], kept, HEADER_BYTES, buffered - HEADER_BYTES, declaredLength(kept, 0), nanos);
        }
        close();
    }

    /** Reads nothing more. */
    void close() {
        closed = true;
        buffer = null;
        buffered = 0;
        skip = 0;
    }

    /** Whether no message is partly seen. */
    boolean isBetweenMessages() {
        return buffered == 0 && skip == 0;
    }

    private static int declaredLength(byte[] bytes, int offset) {
        return (bytes[offset + 1] & 0xff) << 16 | (bytes[offset + 2] & 0xff) << 8 | (bytes[offset + 3] & 0xff);
    }

    private static boolean isRead(int type) {
        return type == CLIENT_HELLO || type == SERVER_HELLO || type == CERTIFICATE;
    }

    /** Whether it is a message type of the IANA registry "TLS HandshakeType" or of its predecessors. */
    static boolean isKnown(int type) {
        return (type >= 0 && type <= 25) || type == 67;
    }
}
