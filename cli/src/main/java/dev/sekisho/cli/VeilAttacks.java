package dev.sekisho.cli;

import dev.sekisho.veil.conversion.ConvertedRow;
import dev.sekisho.veil.conversion.InputRow;
import dev.sekisho.veil.conversion.RowProver;
import dev.sekisho.veil.conversion.ServiceConversion;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordMaker;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.station.Parcel;
import dev.sekisho.veil.station.ProvenRow;
import dev.sekisho.veil.station.StationClient;
import dev.sekisho.veil.station.StationServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;

/** What somebody on the way might try, done to the running stations, and how each attempt ends. */
final class VeilAttacks {
    private final VeilWorld world;
    private final Directory directory;
    private final SSLContext stations;
    private final SSLContext anonymous;
    private final RecordMaker maker;
    private final List<Outcome> outcomes = new ArrayList<>();

    VeilAttacks(VeilWorld world, SSLContext stations, SSLContext anonymous) {
        this.world = world;
        this.directory = world.directory();
        this.stations = stations;
        this.anonymous = anonymous;
        this.maker = new RecordMaker(directory, RandomBytes.secure());
    }

    /** Attempts everything that the collection service could. */
    void onRecords(int firstDistributor) throws IOException {
        try (StationClient target = new StationClient(stations, firstDistributor)) {
            SensorRecord mine = record(1, true);
            SensorRecord hers = record(0, false);
            byte[] altered = mine.encode();
            altered[7] = 2; // another policy class
            tell("record altered on the way (policy class)", send(target, altered));
            List<Element> fields = new ArrayList<>(mine.fields());
            fields.set(0, hers.fields().getFirst());
            SensorRecord foreign = new SensorRecord(
                    mine.header(), mine.randomness(), mine.identity(), fields, mine.proof(), mine.extension());
            tell("a neighbour's field in an own record", send(target, foreign.encode()));
            SensorRecord copied = new SensorRecord(
                    mine.header(), mine.randomness(), hers.identity(), mine.fields(), mine.proof(), mine.extension());
            tell("a neighbour's identity in an own record", send(target, copied.encode()));
            send(target, mine.encode());
            tell("record sent a second time", send(target, mine.encode()));
            byte[] malformed = record(2, true).encode();
            Arrays.fill(malformed, 16, 48, (byte) 0);
            tell("malformed input that would give s*M away", send(target, malformed));
        }
    }

    /** Attempts what a dishonest first transcryptor could. */
    void onRows(int secondDistributor) throws IOException {
        TranscryptorSecrets wrong = TranscryptorSecrets.random(
                1, KeyCeremony.purposes(List.copyOf(directory.schemas().values())), RandomBytes.secure());
        ServiceConversion conversion = new ServiceConversion(wrong, directory, VeilWorld.ENERGY, VeilWorld.SCHEMA);
        SensorRecord record = record(0, true);
        InputRow input = InputRow.of(record, directory, VeilWorld.ENERGY).orElseThrow();
        ConvertedRow row =
                conversion.convert(List.of(input), RandomBytes.secure()).getFirst();
        RowProver prover = new RowProver(conversion, ProofNonces.hedged(RandomBytes.secure()));
        ProvenRow proven =
                new ProvenRow(VeilWorld.ENERGY, ByteString.of(record.encode()), row.row(), prover.prove(row));
        try (StationClient target = new StationClient(stations, secondDistributor)) {
            StationServer.Reply reply = target.post("/rows", Parcel.pack(List.of(proven.encode())));
            tell("transcryptor uses a wrong factor", name(reply.body().toBytes()[0]));
        }
    }

    /** Attempts what somebody could who wants another's results. */
    void onSignIn(int service) throws IOException {
        try (StationClient own = new StationClient(anonymous, service);
                StationClient other = new StationClient(anonymous, service)) {
            StationServer.Reply relayed =
                    VeilStationCommand.signIn(own, directory, world.user(), VeilWorld.ENERGY, other.exporter());
            tell("sign-in relayed from another connection", status(relayed));
            ByteString nonce = own.post("/nonce", new byte[0]).body();
            byte[] forged = new Octets()
                    .raw(nonce.toBytes())
                    .element(world.user().pseudonym(directory, VeilWorld.ENERGY))
                    .raw(new byte[64])
                    .toBytes();
            tell("sign-in forged without the secret", status(own.post("/sign-in", forged)));
            StationServer.Reply wrongKey =
                    VeilStationCommand.signIn(own, directory, world.user(), VeilWorld.MONITORING, own.exporter());
            tell("proof made for another service", status(wrongKey));
        }
    }

    private SensorRecord record(int slot, boolean own) {
        RecordHeader header = RecordHeader.direct(VeilWorld.SCHEMA, 1, directory.keyEpoch(), slot);
        List<FieldValue> values = VeilStationCommand.readings(own ? 0 : 1, slot);
        return maker.make(own ? world.user() : world.neighbour(), header, values);
    }

    private static String send(StationClient target, byte[] record) throws IOException {
        StationServer.Reply reply = target.post("/records", Parcel.pack(List.of(record)));
        return name(reply.body().toBytes()[0]);
    }

    private static String status(StationServer.Reply reply) {
        byte[] body = reply.body().toBytes();
        return reply.status() == 200 || body.length == 0 ? "ACCEPTED" : name(body[0]);
    }

    private static String name(byte code) {
        for (Rejection rejection : Rejection.values()) {
            if (rejection.code() == code) {
                return rejection.name();
            }
        }
        return "ACCEPTED";
    }

    private void tell(String attempt, String end) {
        outcomes.add(new Outcome(attempt, end));
    }

    /** What came of each attempt. */
    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /**
     * An attempt.
     *
     * @param attempt what was tried
     * @param end the rejection's name, or {@code ACCEPTED}
     */
    record Outcome(String attempt, String end) {
        boolean wasStopped() {
            return !end.equals("ACCEPTED");
        }
    }
}
