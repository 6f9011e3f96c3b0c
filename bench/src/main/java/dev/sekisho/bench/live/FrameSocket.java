package dev.sekisho.bench.live;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Sends link-layer frames on one interface through a packet socket of Linux (packet(7)). */
final class FrameSocket {
    private static final int FAMILY_PACKET = 17;
    private static final int TYPE_RAW = 3;
    private static final int LEVEL_PACKET = 263;
    private static final int OPTION_QUEUEING_BYPASS = 20;
    private static final int ADDRESS_BYTES = 20;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle SOCKET = call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND = call("bind", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle SEND = call("send", FunctionDescriptor.of(LONG, INT, POINTER, LONG, INT));
    private static final MethodHandle INDEX = call("if_nametoindex", FunctionDescriptor.of(INT, POINTER));
    private static final MethodHandle SET_OPTION =
            call("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));

    private final int socket;

    @SuppressWarnings("restricted") // the signatures above are those of the C library
    private static MethodHandle call(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
    }

    FrameSocket(String interfaceName) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int index = (int) INDEX.invokeExact(arena.allocateFrom(interfaceName));
            socket = (int) SOCKET.invokeExact(FAMILY_PACKET, TYPE_RAW, 0);
            MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) FAMILY_PACKET);
            address.set(INT, 4, index);
            if (index == 0 || socket < 0 || (int) BIND.invokeExact(socket, address, ADDRESS_BYTES) != 0) {
                throw new IOException(
                        "cannot send on \"" + interfaceName + "\": is it there, and is this run as root?");
            }
            MemorySegment on = arena.allocateFrom(INT, 1);
            int _ = (int) SET_OPTION.invokeExact(socket, LEVEL_PACKET, OPTION_QUEUEING_BYPASS, on, 4);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends one frame; false if the kernel does not take it. */
    boolean send(MemorySegment frame) {
        try {
            return (long) SEND.invokeExact(socket, frame, frame.byteSize(), 0) == frame.byteSize();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
