package dev.sekisho.veil.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.veil.access.Mailbox;
import dev.sekisho.veil.access.SealedResult;
import dev.sekisho.veil.access.SignIn;
import dev.sekisho.veil.conversion.ServiceSecretKey;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.EnrolmentSecrets;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.record.NumberTable;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordMaker;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StationsTest {
    private static final RandomBytes RANDOM = RandomBytes.secure();
    private static final Schema SCHEMA = new Schema(
            1, List.of(new Schema.Field("power", FieldForm.NUMBER), new Schema.Field("presence", FieldForm.TEXT)));
    private static final List<String> PURPOSES = KeyCeremony.purposes(List.of(SCHEMA));
    private static final SlotWindow SLOTS = SlotWindow.fixed(0, 47);
    private static final BatchRelease SOON = new BatchRelease(1000, Duration.ofMillis(50));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path home;

    private final EnrolmentSecrets enrolment = EnrolmentSecrets.random(PURPOSES, RANDOM);
    private final List<TranscryptorSecrets> transcryptors =
            List.of(TranscryptorSecrets.random(1, PURPOSES, RANDOM), TranscryptorSecrets.random(2, PURPOSES, RANDOM));
    private final SigningKey signer = SigningKey.random(RANDOM);
    private final Directory directory = new KeyCeremony(enrolment, transcryptors, ProofMaker.of(RANDOM))
            .build(
                    1,
                    1,
                    List.of(SCHEMA),
                    List.of(new PolicyClass(1, Map.of("energy", Set.of("power")))),
                    Map.of("energy", ByteString.of(signer.publicKey())),
                    Element.GENERATOR);
    private final Household taro = Household.random(RANDOM);

    @Test
    void carryRecordsOverTwoTranscryptorsAndAnswerTheirOwner() throws Exception {
        TlsIdentity authority = TlsIdentity.authority(Instant.now());
        SSLContext tls = authority.issue("station", Instant.now()).context();
        try (UtilisationService service = service();
                StationServer serviceServer = new StationServer(tls, 0, false, service.routes());
                Distributor second = new Distributor(
                        home.resolve("t2"),
                        tls,
                        directory,
                        transcryptors.get(1),
                        signer,
                        SLOTS,
                        null,
                        Map.of("energy", serviceServer.port()),
                        SOON);
                StationServer secondServer = new StationServer(tls, 0, true, second.routes());
                Distributor first = new Distributor(
                        home.resolve("t1"),
                        tls,
                        directory,
                        transcryptors.get(0),
                        signer,
                        SLOTS,
                        secondServer.port(),
                        Map.of(),
                        SOON);
                StationServer firstServer = new StationServer(tls, 0, true, first.routes());
                Collector collector = new Collector(home.resolve("c"), tls, firstServer.port());
                StationServer collectorServer = new StationServer(tls, 0, true, collector.routes());
                StationClient gateway = new StationClient(tls, collectorServer.port());
                StationClient terminal = new StationClient(authority.anonymousContext(), serviceServer.port())) {
            List<byte[]> records = records();
            assertThat(gateway.post("/records", Parcel.pack(records)).status()).isEqualTo(200);
            // not sure of the answer, the gateway sends them again
            assertThat(gateway.post("/records", Parcel.pack(records)).status()).isEqualTo(200);
            await(() -> service.kept() == 3 && collector.handedOn() == 6);

            assertThat(first.rejected(Rejection.REPLAYED)).isEqualTo(3);
            assertThat(second.accepted()).isEqualTo(3);
            assertThat(signIn(terminal, taro, terminal.exporter()).body().toBytes())
                    .isEqualTo("3 readings, the last is {power=302}".getBytes(StandardCharsets.UTF_8));
            // a proof that somebody relays from another connection
            StationServer.Reply relayed = signIn(terminal, taro, gateway.exporter());
            assertThat(relayed).isEqualTo(StationServer.Reply.of(403, new byte[] {(byte) Rejection.PROOF.code()}));
            assertSealedResult(terminal);
        }
        // a restart repeats nothing
        try (UtilisationService service = service()) {
            assertThat(service.kept()).isEqualTo(3);
            assertThat(service.view()).endsWith("{power=302}");
        }
    }

    private void assertSealedResult(StationClient terminal) throws IOException {
        int today = (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
        Element pseudonym = taro.pseudonym(directory, "energy");
        ByteString mailbox = Mailbox.name(pseudonym, today);
        StationServer.Reply reply = terminal.post(
                "/result", new Octets().raw(mailbox.toBytes()).i4(today).toBytes());
        assertThat(SealedResult.decode(reply.body().toBytes())
                        .flatMap(result -> result.open(
                                "energy", directory.service("energy").signingKey(), pseudonym, taro.secret())))
                .hasValueSatisfying(text ->
                        assertThat(new String(text, StandardCharsets.UTF_8)).startsWith("3 readings"));
    }

    private StationServer.Reply signIn(StationClient terminal, Household household, ByteString exporter)
            throws IOException {
        ByteString nonce = terminal.post("/nonce", new byte[0]).body();
        SignIn signIn = SignIn.make(
                household,
                "energy",
                directory.service("energy").pseudonymKey(),
                nonce,
                exporter,
                ProofMaker.of(RANDOM));
        return terminal.post(
                "/sign-in",
                new Octets().raw(nonce.toBytes()).raw(signIn.encode()).toBytes());
    }

    private List<byte[]> records() {
        RecordMaker maker = new RecordMaker(directory, RANDOM);
        List<byte[]> records = new ArrayList<>();
        for (int slot = 0; slot < 3; slot++) {
            records.add(maker.make(
                            taro,
                            RecordHeader.direct(1, 1, 1, slot),
                            List.of(new FieldValue.Quantity(300 + slot), new FieldValue.Text("Yes")))
                    .encode());
        }
        return records;
    }

    private UtilisationService service() throws IOException {
        Map<String, ServiceSecretKey> keys = new HashMap<>();
        for (String purpose : List.of("id", "power")) {
            List<Scalar> shares = new ArrayList<>(List.of(enrolment.serviceKeyShare(purpose)));
            transcryptors.forEach(each -> shares.add(each.serviceKeyShare("energy", purpose, 1)));
            keys.put(purpose, ServiceSecretKey.assemble(directory, "energy", purpose, shares));
        }
        return new UtilisationService(
                home.resolve("energy"),
                "energy",
                directory,
                ByteString.of(signer.publicKey()),
                keys,
                signer,
                new NumberTable(10),
                own -> own.size() + " readings, the last is " + own.getLast(),
                Clock.systemUTC());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    @Test
    void keptSecretsAreReadAgain() {
        TranscryptorSecrets kept = transcryptors.getFirst();
        TranscryptorSecrets read = TranscryptorSecrets.decode(kept.encode()).orElseThrow();
        assertThat(read.encode()).isEqualTo(kept.encode());
        assertThat(read.rekeyFactor("energy", "power", 1)).isEqualTo(kept.rekeyFactor("energy", "power", 1));
    }

    @FuzzTest(maxDuration = "10m")
    void readAnyBytesWithoutThrowing(byte[] bytes) {
        ProvenRow.decode(bytes);
        Parcel.unpack(bytes);
        TranscryptorSecrets.decode(bytes);
    }
}
