package dev.sekisho.bench.veil;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time of this process by groups of threads. What no living thread accounts for is the machine's own: compiling,
 * collecting garbage.
 */
final class ProcessorTime {
    private static final String REST = "compiler, garbage collection";

    private final long process;
    private final Map<Long, Long> byThread = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();

    private ProcessorTime() {
        this.process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long[] ids = threads.getAllThreadIds();
        long[] times = threads.getThreadCpuTime(ids);
        var infos = threads.getThreadInfo(ids);
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && times[i] >= 0) {
                byThread.put(ids[i], times[i]);
                groups.put(ids[i], group(infos[i].getThreadName()));
            }
        }
    }

    /** What has been used up to now. */
    static ProcessorTime now() {
        return new ProcessorTime();
    }

    private static String group(String thread) {
        if (thread.startsWith("ForkJoinPool-") || thread.startsWith("HTTP") || thread.startsWith("Read-Poller")) {
            return "requests of all stations: TLS, HTTP, disk";
        }
        if (thread.equals("main")) {
            return "gateway";
        }
        if (thread.endsWith("-worker")) {
            return thread.replace("-worker", ": arithmetic");
        }
        boolean handsOn = thread.startsWith("to-") || thread.startsWith("transcryptor-") || thread.equals("collector");
        return handsOn ? thread + ": hands on (TLS, disk, signatures)" : "others";
    }

    /** Nanoseconds since an earlier moment. */
    long since(ProcessorTime before) {
        return process - before.process;
    }

    /** Nanoseconds since an earlier moment, by group. */
    Map<String, Long> byGroupSince(ProcessorTime before) {
        Map<String, Long> used = new TreeMap<>();
        byThread.forEach((id, time) ->
                used.merge(groups.getOrDefault(id, "others"), time - before.byThread.getOrDefault(id, 0L), Long::sum));
        long accounted = used.values().stream().mapToLong(Long::longValue).sum();
        used.put(REST, since(before) - accounted);
        return used;
    }
}
