package dev.sekisho.bench.veil;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Conversions in batches of 64, bytes to bytes, beside libsodium. {@code bench/jmh Veil} */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class VeilBenchmark {
    private final ConversionInput input = new ConversionInput();
    private final SodiumConversion sodium = new SodiumConversion(input);

    @Benchmark
    @OperationsPerInvocation(ConversionInput.BATCH)
    public Object identity() {
        return input.convertIdentities();
    }

    @Benchmark
    @OperationsPerInvocation(ConversionInput.BATCH)
    public Object identityBySodium() {
        return sodium.convertIdentities();
    }

    @Benchmark
    @OperationsPerInvocation(ConversionInput.BATCH)
    public Object field() {
        return input.convertFields();
    }

    @Benchmark
    @OperationsPerInvocation(ConversionInput.BATCH)
    public Object fieldBySodium() {
        return sodium.convertFields();
    }
}
