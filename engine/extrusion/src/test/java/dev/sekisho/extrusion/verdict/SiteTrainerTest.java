package dev.sekisho.extrusion.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.model.ModelFile;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SiteTrainerTest {
    private static final Instant BEGIN = Instant.parse("2030-01-07T08:00:00Z");
    private static final Model PRIOR = Prior.model();

    @Test
    void whatTheSiteDoesTakesThePlaceOfWhatIsOrdinaryElsewhere() throws IOException {
        SiteTrainer trainer = trainer();
        office(trainer, 60, 10);

        Model site = trainer.model();

        assertThat(trainer.leftOut()).isEmpty();
        assertThat(site.calibrated()).isEqualTo(600);
        assertThat(site.groups(Channel.SEALED).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isBetween(595, 605);
        assertThat(site.groups(Channel.READABLE)).isEqualTo(PRIOR.groups(Channel.READABLE));
        assertThat(site.about().getFirst())
                .isEqualTo("Ordinary: 600 pairs of client and server of 60 clients of this site, 0 suspicious ones left"
                        + " out.");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ModelFile.write(site, written);
        Model read = ModelFile.read(new ByteArrayInputStream(written.toByteArray()));
        assertThat(read.calibrated()).isEqualTo(600);
        assertThat(read.about()).isEqualTo(site.about());
    }

    @Test
    void asksForMoreTrafficWhereThereIsTooLittle() {
        SiteTrainer trainer = trainer();
        office(trainer, 3, 5);

        assertThatThrownBy(trainer::model)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "at least 200 pairs of client and server are needed to learn what is ordinary, but there are"
                                + " 15; give more traffic");
    }

    private static SiteTrainer trainer() {
        return new SiteTrainer(PRIOR, ActivitySettings.DEFAULT, AlarmBudget.DEFAULT);
    }

    /** Clients that fetch something of {@code servers} servers each over TLS, at no regular times. */
    private static void office(SiteTrainer trainer, int clients, int servers) {
        SplittableRandom random = new SplittableRandom(1);
        for (int client = 0; client < clients; client++) {
            for (int server = 0; server < servers; server++) {
                String name = "www.site" + server + ".com";
                SessionKey key = new SessionKey("10.0.0." + client, name, "203.0.113." + server, 443);
                double second = random.nextDouble() * 3600;
                int turns = 1 + random.nextInt(12);
                double begin = second;
                trainer.recognised(1, key, new ProtocolFacts(at(begin), Transport.TCP, Protocol.TLS, tls(name)));
                for (int turn = 0; turn < turns; turn++) {
                    long up = 300L + random.nextInt(500);
                    long down = 2_000L + random.nextInt(60_000);
                    trainer.exchange(
                            1,
                            key,
                            new Exchange(at(second), at(second + 0.05), at(second + 0.2), up, down, null, null));
                    second += 0.3 + random.nextDouble() * 4;
                }
                trainer.connection(1, key, connection(key, name, begin, second, turns));
            }
        }
    }

    private static Connection connection(SessionKey key, String name, double begin, double end, int turns) {
        return new Connection(
                Transport.TCP,
                Protocol.TLS,
                at(begin),
                at(end),
                40_000,
                key.port(),
                10,
                10,
                1_000,
                20_000,
                turns,
                true,
                false,
                Connection.Ending.CLOSED,
                tls(name),
                Opening.EMPTY,
                Opening.EMPTY);
    }

    private static TlsFacts tls(String name) {
        return new TlsFacts(
                name, List.of("h2"), 0x0304, "ja3", "ja4", 0x0304, 0x1301, null, "ja3s", false, null, false);
    }

    private static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1000));
    }
}
