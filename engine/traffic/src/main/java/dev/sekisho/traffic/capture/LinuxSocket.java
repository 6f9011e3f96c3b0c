package dev.sekisho.traffic.capture;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few calls of the C library that a packet socket takes, on 64-bit Linux. Each throws an {@link IOException} that
 * names the call and the error if it fails.
 */
final class LinuxSocket {
    static final int NOT_PERMITTED = 1;
    static final int INTERRUPTED = 4;
    static final int ACCESS_DENIED = 13;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle BIND = call("bind", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle NAME = call("getsockname", FunctionDescriptor.of(INT, INT, POINTER, POINTER));
    private static final MethodHandle SET_OPTION =
            call("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));
    private static final MethodHandle GET_OPTION =
            call("getsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, POINTER));
    private static final MethodHandle MAP =
            call("mmap", FunctionDescriptor.of(POINTER, POINTER, LONG, INT, INT, INT, LONG));
    private static final MethodHandle UNMAP = call("munmap", FunctionDescriptor.of(INT, POINTER, LONG));
    private static final MethodHandle POLL = call("poll", FunctionDescriptor.of(INT, POINTER, LONG, INT));
    private static final MethodHandle INDEX = call("if_nametoindex", FunctionDescriptor.of(INT, POINTER));

    private static final int PROTECTION_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;

    private LinuxSocket() {}

    @SuppressWarnings("restricted") // the signatures above are those of the C library
    private static MethodHandle call(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, ERRNO);
    }

    /** A call that failed, with the number that the C library gives the reason. */
    static final class CallFailed extends IOException {
        private static final long serialVersionUID = 1;

        final int error;

        CallFailed(String call, int error) {
            super(call + " failed with error " + error);
            this.error = error;
        }
    }

    static int open(int domain, int type, int protocol) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return checked("socket", (int) SOCKET.invokeExact(state, domain, type, protocol), state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void close(int socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            checked("close", (int) CLOSE.invokeExact(state, socket), state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void bind(int socket, MemorySegment address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            checked("bind", (int) BIND.invokeExact(state, socket, address, (int) address.byteSize()), state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Fills {@code address} with the address that the socket is bound to. */
    static void name(int socket, MemorySegment address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment size = arena.allocateFrom(INT, (int) address.byteSize());
            checked("getsockname", (int) NAME.invokeExact(state, socket, address, size), state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void setOption(int socket, int level, int option, MemorySegment value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int size = (int) value.byteSize();
            checked("setsockopt", (int) SET_OPTION.invokeExact(state, socket, level, option, value, size), state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void setOption(int socket, int level, int option, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            setOption(socket, level, option, arena.allocateFrom(INT, value));
        }
    }

    static void getOption(int socket, int level, int option, MemorySegment value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment size = arena.allocateFrom(INT, (int) value.byteSize());
            checked("getsockopt", (int) GET_OPTION.invokeExact(state, socket, level, option, value, size), state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Maps {@code bytes} of what the socket shares with the kernel. */
    @SuppressWarnings("restricted") // the kernel maps exactly this many bytes
    static MemorySegment map(int socket, long bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment mapped = (MemorySegment)
                    MAP.invokeExact(state, MemorySegment.NULL, bytes, PROTECTION_READ_WRITE, MAP_SHARED, socket, 0L);
            checked("mmap", mapped.address() == -1 ? -1 : 0, state);
            return mapped.reinterpret(bytes);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    static void unmap(MemorySegment mapped) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            checked("munmap", (int) UNMAP.invokeExact(state, mapped, mapped.byteSize()), state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Waits until one of {@code descriptors}, an array of struct pollfd, is ready; 0 if none was in time. */
    static int poll(MemorySegment descriptors, int milliseconds) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            long number = descriptors.byteSize() / 8;
            int ready = (int) POLL.invokeExact(state, descriptors, number, milliseconds);
            boolean interrupted = ready < 0 && (int) ERRNO_VALUE.get(state, 0L) == INTERRUPTED;
            return interrupted ? 0 : checked("poll", ready, state);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** The number of a network interface, 0 if there is none of that name. */
    static int interfaceIndex(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return (int) INDEX.invokeExact(state, arena.allocateFrom(name));
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    private static int checked(String call, int result, MemorySegment state) throws CallFailed {
        if (result < 0) {
            throw new CallFailed(call, (int) ERRNO_VALUE.get(state, 0L));
        }
        return result;
    }

    /** Method handles may throw anything; the C library throws nothing, so only our own exceptions can come. */
    private static IOException failure(Throwable thrown) {
        return switch (thrown) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        };
    }
}
