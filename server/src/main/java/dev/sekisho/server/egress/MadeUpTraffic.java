package dev.sekisho.server.egress;

import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import dev.sekisho.traffic.sample.SampleCapture;
import dev.sekisho.traffic.wire.SessionEventWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A sensor whose traffic is made up: some weeks of a few offices, in which some programs report to a master and some share
 * files, made as captures and read like any other. It fills in the background; after an interruption it goes on where it
 * was.
 */
@Component
public class MadeUpTraffic implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(MadeUpTraffic.class);
    private static final String NAME = "Sample";
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final int DAYS = 21;
    private static final int BEGINS_AT = 10;

    /** The units of the offices, by the third number of their addresses. */
    private static final List<String> OFFICES = List.of("D01-1", "D01-2", "D02-1", "D03-2", "C01", "O01");

    private final Sensors sensors;
    private final ClientNetworks networks;
    private final Units units;
    private final Intake intake;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    MadeUpTraffic(
            Sensors sensors,
            ClientNetworks networks,
            Units units,
            Intake intake,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Clock clock) {
        this.sensors = sensors;
        this.networks = networks;
        this.units = units;
        this.intake = intake;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Begins to fill, in a thread of its own. */
    public void begin() {
        thread = Thread.ofPlatform().name("egress-sample").daemon().start(this::fill);
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        Thread filling = thread;
        if (filling != null) {
            filling.join(Duration.ofSeconds(10));
        }
    }

    private void fill() {
        try {
            Sensor sensor = Actor.SETUP.call(this::sensor);
            LocalDate today = LocalDate.now(clock.withZone(ZONE));
            for (int age = DAYS; age >= 0 && !stopping; age--) {
                LocalDate day = today.minusDays(age);
                for (int office = 0; office < OFFICES.size() && !stopping; office++) {
                    if (isOpen(day, office)) {
                        play(sensor, day, age, office);
                    }
                }
            }
            if (!stopping) {
                Actor.SETUP.run(() -> decideSome(sensor));
            }
        } catch (IOException | RuntimeException e) {
            if (!stopping) {
                LOG.atError().setCause(e).log("the made-up traffic is not complete; it goes on at the next start");
            }
        }
    }

    private Sensor sensor() {
        List<Sensor> known =
                sensors.slice(ListQuery.all().with("kind", "SAMPLE")).rows();
        if (!known.isEmpty()) {
            return known.getFirst();
        }
        for (int office = 0; office < OFFICES.size(); office++) {
            UUID unit = unit(OFFICES.get(office));
            if (unit != null) {
                networks.add("10.20." + office + ".0/24", unit);
            }
        }
        return sensors.add(new NewSensor(Unit.GROUP, NAME, SensorKind.SAMPLE, null));
    }

    private @Nullable UUID unit(String code) {
        try {
            return units.getByCode(code).id();
        } catch (Refusal e) {
            return null;
        }
    }

    /** Offices rest at weekends, and not every one is seen every day. */
    private static boolean isOpen(LocalDate day, int office) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? office == 0 : (day.toEpochDay() + office) % 2 == 0;
    }

    private void play(Sensor sensor, LocalDate day, int age, int office) throws IOException {
        Instant begin = day.atTime(BEGINS_AT, 0).atZone(ZONE).toInstant();
        Instant latest = clock.instant().minus(Duration.ofHours(2));
        Instant start = begin.isAfter(latest) ? latest : begin;
        String stream = "sample " + day + " " + office;
        Intake.Position position = intake.begin(sensor, stream, day + ", " + OFFICES.get(office));
        if (position.finished()) {
            return;
        }
        boolean beacon = (office == 0 && age >= 12 && age <= 18)
                || (office == 2 && age >= 4 && age <= 6)
                || (office == 4 && age <= 1)
                || (office == 5 && age == 9);
        boolean sharing = (office == 1 && age >= 9 && age <= 12) || (office == 3 && age <= 2);
        Path file = Files.createTempFile("sekisho-sample-", ".pcap");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                SampleCapture.write(
                        out,
                        day.toEpochDay() * OFFICES.size() + office,
                        new SampleCapture.Scene(start.getEpochSecond(), office, beacon, sharing));
            }
            Intake.Arrival arrival = Intake.Arrival.at(start.plus(Duration.ofHours(2)));
            long[] number = {0};
            SessionEventWriter writer = new SessionEventWriter(batch -> {
                if (number[0] >= position.next()) {
                    intake.accept(sensor, stream, number[0], batch, arrival);
                }
                number[0]++;
            });
            new TrafficReader().read(List.of(file), SessionSettings.DEFAULT, writer, ProgressListener.NONE);
            writer.flush();
            intake.finish(sensor, stream, "", null);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Some alerts are as if people had worked on them. */
    private void decideSome(Sensor sensor) {
        transactions.executeWithoutResult(
                status -> jdbc.sql("""
                update egress.alert
                   set state = decided.state,
                       outcome = decided.outcome,
                       decided = raised + interval '3 hours',
                       version = version + 1
                  from (select id, row_number() over (order by raised, id) as place
                          from egress.alert
                         where sensor = :sensor) as oldest
                  join (values (1, 'CONFIRMED', 'CONFIRMED'), (2, 'FALSE_ALARM', 'FALSE_ALARM'), (3, 'IN_WORK', null))
                       as decided (place, state, outcome) on decided.place = oldest.place
                 where alert.id = oldest.id
                   and alert.state = 'NEW'
                """).param("sensor", sensor.id()).update());
    }
}
