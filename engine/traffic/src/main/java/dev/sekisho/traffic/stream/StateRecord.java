package dev.sekisho.traffic.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State put aside as bytes: values are read in the order in which they were written. Used again and again by one thread;
 * not meant to outlive the process.
 */
public final class StateRecord {
    /** Largest record, in bytes; what does not fit makes {@link #fits} false. */
    public static final int MAX_BYTES = 16 * 1024;

    /** Longest text, in bytes of UTF-8; longer ones are cut. */
    private static final int MAX_TEXT_BYTES = 4 * 1024;

    private static final int ABSENT = 0xffff;

    private final byte[] bytes = new byte[MAX_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private boolean overflow;

    /** Makes it empty, to be written. */
    public StateRecord clear() {
        buffer.clear();
        overflow = false;
        return this;
    }

    /** Makes the {@code length} bytes that were put into {@link #bytes} readable from the beginning. */
    public StateRecord load(int length) {
        buffer.position(0).limit(length);
        overflow = false;
        return this;
    }

    /** The bytes; those up to {@link #length} are in use. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes written so far. */
    public int length() {
        return buffer.position();
    }

    /** Whether everything written found room. */
    public boolean fits() {
        return !overflow;
    }

    private boolean hasRoom(int length) {
        overflow |= buffer.remaining() < length;
        return !overflow;
    }

    public StateRecord put(boolean value) {
        return put((byte) (value ? 1 : 0));
    }

    public StateRecord put(byte value) {
        if (hasRoom(Byte.BYTES)) {
            buffer.put(value);
        }
        return this;
    }

    public StateRecord put(int value) {
        if (hasRoom(Integer.BYTES)) {
            buffer.putInt(value);
        }
        return this;
    }

    public StateRecord put(long value) {
        if (hasRoom(Long.BYTES)) {
            buffer.putLong(value);
        }
        return this;
    }

    /** Writes at most 65,534 bytes. */
    public StateRecord put(byte[] source, int offset, int length) {
        if (hasRoom(Short.BYTES + length)) {
            buffer.putShort((short) length);
            buffer.put(source, offset, length);
        }
        return this;
    }

    public StateRecord put(@Nullable String text) {
        if (text == null) {
            if (hasRoom(Short.BYTES)) {
                buffer.putShort((short) ABSENT);
            }
            return this;
        }
        byte[] encoded = text.getBytes(UTF_8);
        return put(encoded, 0, Math.min(encoded.length, MAX_TEXT_BYTES));
    }

    public StateRecord put(List<String> texts) {
        put(texts.size());
        for (String text : texts) {
            put(text);
        }
        return this;
    }

    /** Leaves out the next {@code length} bytes. */
    public void skip(int length) {
        buffer.position(buffer.position() + length);
    }

    public boolean getBoolean() {
        return buffer.get() != 0;
    }

    public byte getByte() {
        return buffer.get();
    }

    public int getInt() {
        return buffer.getInt();
    }

    public long getLong() {
        return buffer.getLong();
    }

    public byte[] getBytes() {
        int length = buffer.getShort() & 0xffff;
        byte[] result = Arrays.copyOfRange(bytes, buffer.position(), buffer.position() + length);
        buffer.position(buffer.position() + length);
        return result;
    }

    public @Nullable String getText() {
        int length = buffer.getShort() & 0xffff;
        if (length == ABSENT) {
            return null;
        }
        String text = new String(bytes, buffer.position(), length, UTF_8);
        buffer.position(buffer.position() + length);
        return text;
    }

    /** A text that was not null when it was written. */
    public String getPresentText() {
        String text = getText();
        return text == null ? "" : text;
    }

    public List<String> getTexts() {
        int number = getInt();
        List<String> texts = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            texts.add(getPresentText());
        }
        return texts;
    }
}
