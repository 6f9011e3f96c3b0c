package dev.sekisho.traffic.session;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the kernel how a mapped file is used ({@code madvise(2)}). Advice only: where it cannot be given, all works the
 * same, but more slowly.
 */
final class MappingAdvice {
    /** The same number on Linux, the BSDs and macOS. */
    private static final int MADV_RANDOM = 1;

    private static final @Nullable MethodHandle MADVISE = madvise();

    private MappingAdvice() {}

    @SuppressWarnings("restricted") // the signature is that of the C library
    private static @Nullable MethodHandle madvise() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("madvise")
                .map(symbol -> linker.downcallHandle(
                        symbol,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT)))
                .orElse(null);
    }

    /**
     * Says that single places are touched in no order. Otherwise the kernel reads many pages around each, which costs a
     * hundred times the reading when the file is larger than the memory that the process may use.
     */
    static void touchedAtRandom(MappedByteBuffer mapping) {
        if (MADVISE == null) {
            return;
        }
        MemorySegment segment = MemorySegment.ofBuffer(mapping);
        try {
            int ignored = (int) MADVISE.invokeExact(segment, segment.byteSize(), MADV_RANDOM);
        } catch (Throwable e) {
            throw new IllegalStateException("the C library cannot be called", e);
        }
    }
}
