package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.capture.CaptureReader;
import dev.sekisho.traffic.capture.InputFile;
import dev.sekisho.traffic.capture.PacketHandler;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A cable in a network namespace of its own: what is sent at v0 is seen at v1. Needs root; a test that uses it is skipped
 * by name elsewhere.
 */
final class FrameCable {
    private static final int NEW_NETWORK_NAMESPACE = 0x4000_0000;
    private static final int FAMILY_PACKET = 17;
    private static final int TYPE_RAW = 3;

    private final int socket;

    private FrameCable(int socket) {
        this.socket = socket;
    }

    /** What is done with the cable, in a thread that lives in its namespace, as do those that it starts. */
    interface Use<T> {
        T of(FrameCable cable) throws Exception;
    }

    /** Skips the test where there can be no cable. */
    static void assumePossible() throws IOException {
        boolean linux = System.getProperty("os.name").equals("Linux");
        boolean root = linux && Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t");
        boolean tools = Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/sbin/ip"));
        assumeTrue(root && tools, "watching live needs Linux, root and the program ip (Debian package iproute2)");
    }

    static <T> T with(Use<T> use) throws Exception {
        Callable<T> inNamespace = () -> {
            assertThat(call("unshare", NEW_NETWORK_NAMESPACE)).isZero();
            // without IPv6 the kernel sends nothing of its own
            Path ipv6 = Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6");
            if (Files.exists(ipv6)) {
                Files.writeString(ipv6, "1");
            }
            run("ip link add v0 mtu 65535 type veth peer name v1 mtu 65535");
            for (String name : List.of("v0", "v1")) {
                run("ip link set " + name + " addrgenmode none");
                run("ip link set " + name + " up");
            }
            return use.of(new FrameCable(open("v0")));
        };
        FutureTask<T> task = new FutureTask<>(inNamespace);
        Thread.ofPlatform().name("namespace").start(task);
        return task.get(50, TimeUnit.SECONDS);
    }

    /** Runs a program in the namespace of the calling thread. */
    static void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.split(" ", -1))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    }

    private static int open(String interfaceName) throws Exception {
        int socket = call("socket", FAMILY_PACKET, TYPE_RAW, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(20, 4);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) FAMILY_PACKET);
            address.set(ValueLayout.JAVA_INT, 4, call("if_nametoindex", arena.allocateFrom(interfaceName)));
            assertThat(call("bind", socket, address, 20)).isZero();
        }
        return socket;
    }

    /** Sends the packets of a capture whose headers hold {@code port}, one millisecond apart. */
    int send(Path capture, int port) throws IOException {
        int[] sent = {0};
        try (InputFile input = InputFile.open(capture)) {
            PacketHandler sender = (bytes, offset, length, wireLength, nanos, linkType) -> {
                int ports = offset + 14 + 20;
                if (number(bytes, ports) == port || number(bytes, ports + 2) == port) {
                    send(Arrays.copyOfRange(bytes, offset, offset + length));
                    sent[0]++;
                }
            };
            new CaptureReader(input, new Losses()).read(sender);
        }
        return sent[0];
    }

    private static int number(byte[] bytes, int offset) {
        return ((bytes[offset] & 0xff) << 8) | (bytes[offset + 1] & 0xff);
    }

    private void send(byte[] frame) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
            assertThat(call("send", socket, bytes, frame.length, 0)).isEqualTo(frame.length);
            Thread.sleep(1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls a function of the C library that takes and gives numbers of 32 bits and pointers. */
    @SuppressWarnings("restricted")
    private static int call(String name, Object... arguments) throws Exception {
        Linker linker = Linker.nativeLinker();
        MemoryLayout[] layouts = Arrays.stream(arguments)
                .map(each -> each instanceof MemorySegment ? ValueLayout.ADDRESS : ValueLayout.JAVA_INT)
                .toArray(MemoryLayout[]::new);
        var function = linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts));
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(name, e);
        }
    }
}
