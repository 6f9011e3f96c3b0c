package dev.sekisho.traffic.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.traffic.Losses;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each test has a network namespace of its own with a pair of connected interfaces, v0 and v1. */
@Timeout(60)
class LiveCaptureTest {
    private static final LiveCapture.Settings SMALL = new LiveCapture.Settings(4 << 20, true, -1);
    private static final int NEW_NETWORK_NAMESPACE = 0x4000_0000;

    @BeforeEach
    void needsRoot() throws IOException {
        boolean linux = System.getProperty("os.name").equals("Linux");
        boolean root = linux && Files.readString(Path.of("/proc/self/status")).contains("\nUid:\t0\t");
        boolean tools = Files.isExecutable(Path.of("/usr/sbin/ip")) || Files.isExecutable(Path.of("/sbin/ip"));
        assumeTrue(root && tools, "live capture needs Linux, root and the program ip (Debian package iproute2)");
    }

    /** Packets and idle calls as they come from the reading thread. */
    private static final class Recorder implements PacketHandler {
        final List<String> frames = Collections.synchronizedList(new ArrayList<>());
        final List<Long> idle = Collections.synchronizedList(new ArrayList<>());
        volatile long firstNanos;

        @Override
        public void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType) {
            firstNanos = nanos;
            frames.add(linkType + " " + HexFormat.of().formatHex(bytes, offset, offset + length));
        }

        @Override
        public void idle(long nanos) {
            idle.add(nanos);
        }

        void await(int number) throws InterruptedException {
            for (int i = 0; frames.size() < number && i < 200; i++) {
                Thread.sleep(20);
            }
        }
    }

    private static <T> T inOwnNamespace(Callable<T> test) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            // a namespace belongs to the thread that asks for it and to the processes that this thread starts
            assertThat(call("unshare", NEW_NETWORK_NAMESPACE)).isZero();
            // without IPv6 the kernel sends nothing of its own
            Path ipv6 = Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6");
            if (Files.exists(ipv6)) {
                Files.writeString(ipv6, "1");
            }
            run("ip", "link", "add", "v0", "mtu", "9000", "type", "veth", "peer", "name", "v1", "mtu", "9000");
            for (String name : List.of("lo", "v0", "v1")) {
                run("ip", "link", "set", name, "addrgenmode", "none");
                run("ip", "link", "set", name, "up");
            }
            return test.call();
        });
        Thread.ofPlatform().name("namespace").start(task);
        return task.get(50, TimeUnit.SECONDS);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
    }

    @SuppressWarnings("restricted") // int unshare(int)
    private static int call(String name, int argument) throws Exception {
        Linker linker = Linker.nativeLinker();
        var function = linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) function.invokeExact(argument);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends frames on an interface. */
    private static final class Sender {
        private final int socket;

        Sender(String interfaceName) throws IOException {
            socket = LinuxSocket.open(17, 3, 0);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment address = arena.allocate(20, 4);
                address.set(ValueLayout.JAVA_SHORT, 0, (short) 17);
                address.set(ValueLayout.JAVA_INT, 4, LinuxSocket.interfaceIndex(interfaceName));
                LinuxSocket.bind(socket, address);
            }
        }

        @SuppressWarnings("restricted") // ssize_t send(int, const void *, size_t, int)
        void send(byte[] frame) {
            Linker linker = Linker.nativeLinker();
            var function = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("send"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
                assertThat((long) function.invokeExact(socket, bytes, (long) frame.length, 0))
                        .isEqualTo(frame.length);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Thread startReading(LiveCapture capture, Recorder recorder) {
        return Thread.ofPlatform().name("reader").start(() -> {
            try {
                capture.read(recorder);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static byte[] frame(int number, String typeAndRest) {
        return HexFormat.of().parseHex(String.format("0200000000ff02000000%04x", number) + typeAndRest);
    }

    @Test
    void seesEveryFrameOnceInOrderAndTellsTheTimeInSilence() throws Exception {
        Recorder recorder = new Recorder();
        Losses losses = new Losses();
        long before = System.currentTimeMillis() * 1_000_000L;
        inOwnNamespace(() -> {
            LiveCapture capture = LiveCapture.open("v1", LiveCapture.Settings.DEFAULT, losses);
            Thread reader = startReading(capture, recorder);
            Sender sender = new Sender("v0");
            for (int i = 0; i < 5000; i++) {
                sender.send(frame(i, "0800" + "45".repeat(50 + i % 1000)));
            }
            recorder.await(5000);
            Thread.sleep(350);
            capture.close();
            assertThat(reader.isAlive() && !reader.join(java.time.Duration.ofSeconds(5)))
                    .isFalse();
            assertThat(losses.counts()).isEmpty();
            assertThat(capture.packets()).isEqualTo(5000);
            return null;
        });

        assertThat(recorder.frames).hasSize(5000);
        for (int i = 0; i < 5000; i++) {
            String expected = "1 " + HexFormat.of().formatHex(frame(i, "0800" + "45".repeat(50 + i % 1000)));
            assertThat(recorder.frames.get(i)).isEqualTo(expected);
        }
        assertThat(recorder.idle).hasSizeGreaterThanOrEqualTo(1).isSorted();
        assertThat(recorder.firstNanos).isBetween(before, System.currentTimeMillis() * 1_000_000L);
    }

    @Test
    void seesWhatTheMachineItselfSends() throws Exception {
        Recorder recorder = new Recorder();
        inOwnNamespace(() -> {
            LiveCapture capture = LiveCapture.open("v0", SMALL, new Losses());
            startReading(capture, recorder);
            new Sender("v0").send(frame(1, "0800" + "45".repeat(50)));
            recorder.await(1);
            Thread.sleep(200);
            capture.close();
            return null;
        });

        assertThat(recorder.frames).hasSize(1);
    }

    @Test
    void seesLoopbackPacketsOnce() throws Exception {
        Recorder recorder = new Recorder();
        inOwnNamespace(() -> {
            LiveCapture capture = LiveCapture.open("lo", SMALL, new Losses());
            startReading(capture, recorder);
            new Sender("lo").send(frame(1, "0800" + "45".repeat(50)));
            recorder.await(1);
            Thread.sleep(200);
            capture.close();
            return null;
        });

        assertThat(recorder.frames).hasSize(1);
    }

    @Test
    void putsVlanTagsBack() throws Exception {
        String tagged = "81000064" + "0800" + "45".repeat(50);
        String twice = "88a80065" + "81000064" + "0800" + "45".repeat(50);
        Recorder recorder = new Recorder();
        inOwnNamespace(() -> {
            LiveCapture capture = LiveCapture.open("v1", SMALL, new Losses());
            startReading(capture, recorder);
            Sender sender = new Sender("v0");
            sender.send(frame(1, tagged));
            sender.send(frame(2, twice));
            recorder.await(2);
            capture.close();
            return null;
        });

        assertThat(recorder.frames)
                .containsExactly(
                        "1 " + HexFormat.of().formatHex(frame(1, tagged)),
                        "1 " + HexFormat.of().formatHex(frame(2, twice)));
    }

    @Test
    void countsWhatTheKernelDrops() throws Exception {
        Losses losses = new Losses();
        Recorder recorder = new Recorder();
        inOwnNamespace(() -> {
            LiveCapture capture = LiveCapture.open("v1", new LiveCapture.Settings(2 << 20, true, -1), losses);
            Sender sender = new Sender("v0");
            byte[] frame = frame(1, "0800" + "45".repeat(8000));
            for (int i = 0; i < 1000; i++) {
                sender.send(frame);
            }
            Thread reader = startReading(capture, recorder);
            recorder.await(200);
            capture.close();
            reader.join();
            return null;
        });

        assertThat(recorder.frames.size() + losses.count(Losses.Reason.DROPPED_BY_KERNEL))
                .isEqualTo(1000);
        assertThat(losses.count(Losses.Reason.DROPPED_BY_KERNEL)).isGreaterThan(500);
    }

    @Test
    void namesTheInterfacesThatThereAre() throws Exception {
        inOwnNamespace(() -> {
            assertThatThrownBy(() -> LiveCapture.open("nosuch0", SMALL, new Losses()))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("no network interface \"nosuch0\"; this machine has (.+, )?lo(, .+)?");
            return null;
        });
    }

    @Test
    void refusesARingThatIsTooSmall() {
        assertThatThrownBy(() -> new LiveCapture.Settings(1 << 20, true, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ring must be at least 2097152 bytes, but is 1048576");
    }

    @Test
    void closesWithoutHavingRead() throws Exception {
        inOwnNamespace(() -> {
            LiveCapture capture = LiveCapture.open("v1", SMALL, new Losses());
            capture.close();
            capture.close();
            assertThatThrownBy(() -> capture.read(new Recorder()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a live capture is read once, until it is closed");
            return null;
        });
    }
}
