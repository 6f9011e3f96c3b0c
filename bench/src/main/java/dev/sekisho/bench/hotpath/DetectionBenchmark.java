package dev.sekisho.bench.hotpath;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Example;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.extrusion.verdict.Analyzer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an exchange and a pair go through until a verdict. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DetectionBenchmark {
    private final RecordedDay day = new RecordedDay();
    private final Model model = Prior.model();
    private final List<Example> examples = Prior.examples();
    private int next;

    /** How many exchanges went through, beside how often the whole day did. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Exchanges {
        /** Exchanges handed to the code under test. */
        public long exchanges;
    }

    /** Every exchange of the day into the indexes of its pair, judged whenever enough is new. */
    @Benchmark
    public Analyzer updateIndexes(Exchanges count) {
        Analyzer analyzer = new Analyzer(model, ActivitySettings.DEFAULT, AlarmBudget.DEFAULT);
        day.sendEvents(analyzer);
        count.exchanges += day.exchangeCount();
        return analyzer;
    }

    /** One pair, whose indexes are known, scored by the model. */
    @Benchmark
    public double score() {
        Example example = examples.get(next);
        next = (next + 1) % examples.size();
        return model.logOdds(example.channel(), example.values());
    }
}
