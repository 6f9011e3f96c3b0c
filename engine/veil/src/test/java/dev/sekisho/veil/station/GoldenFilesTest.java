package dev.sekisho.veil.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.access.Mailbox;
import dev.sekisho.veil.access.SealedResult;
import dev.sekisho.veil.access.SignIn;
import dev.sekisho.veil.bulk.Frame;
import dev.sekisho.veil.bulk.FrameKey;
import dev.sekisho.veil.conversion.BatchMaker;
import dev.sekisho.veil.conversion.ConvertedRow;
import dev.sekisho.veil.conversion.InputRow;
import dev.sekisho.veil.conversion.RowBatch;
import dev.sekisho.veil.conversion.RowProver;
import dev.sekisho.veil.conversion.ServiceConversion;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.DirectoryCodec;
import dev.sekisho.veil.directory.EnrolmentSecrets;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordIntake;
import dev.sekisho.veil.record.RecordMaker;
import dev.sekisho.veil.record.ReplayWindow;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every message, from secrets that a seed gives, has the bytes that the golden files hold; and every golden file can be read.
 * With {@code -Dsekisho.golden=write} the files are written anew.
 */
class GoldenFilesTest {
    private static final Path FILES = Path.of("src/test/resources/dev/sekisho/veil/golden");
    private static final RandomBytes RANDOM = new Random(304)::nextBytes;
    private static final Schema SCHEMA = new Schema(
            7, List.of(new Schema.Field("power", FieldForm.NUMBER), new Schema.Field("presence", FieldForm.TEXT)));

    @Test
    void messagesHaveTheBytesOfTheGoldenFiles() throws IOException {
        List<String> purposes = KeyCeremony.purposes(List.of(SCHEMA));
        EnrolmentSecrets enrolment = EnrolmentSecrets.random(purposes, RANDOM);
        TranscryptorSecrets transcryptor = TranscryptorSecrets.random(1, purposes, RANDOM);
        SigningKey signer = SigningKey.random(RANDOM);
        Household household = Household.random(RANDOM);
        Directory directory = new KeyCeremony(enrolment, List.of(transcryptor), ProofMaker.of(RANDOM))
                .build(
                        1,
                        2,
                        List.of(SCHEMA),
                        List.of(
                                new PolicyClass(3, Map.of("energy", Set.of("power"))),
                                new PolicyClass(4, Map.of("energy", Set.of("power", "presence")))),
                        Map.of("energy", ByteString.of(signer.publicKey())),
                        Element.GENERATOR);
        assertGolden("directory", directory.encode());
        assertThat(DirectoryCodec.decode(directory.encode())).isPresent();

        SensorRecord record = new RecordMaker(directory, RANDOM)
                .make(
                        household,
                        RecordHeader.direct(7, 3, 2, 5),
                        List.of(new FieldValue.Quantity(395), new FieldValue.Text("Yes")));
        assertGolden("record", record.encode());
        assertThat(new RecordIntake(directory, new ReplayWindow())
                        .take(record.encode(), 5, 5)
                        .ifAccepted())
                .contains(record);

        ServiceConversion conversion = new ServiceConversion(transcryptor, directory, "energy", 7);
        InputRow input = InputRow.of(record, directory, "energy").orElseThrow();
        ConvertedRow converted = conversion.convert(List.of(input), RANDOM).getFirst();
        ProvenRow proven = new ProvenRow(
                "energy",
                ByteString.of(record.encode()),
                converted.row(),
                new RowProver(conversion, ProofNonces.hedged(RANDOM)).prove(converted));
        assertGolden("proven-row", proven.encode());
        assertThat(ProvenRow.decode(proven.encode())).contains(proven);

        RowBatch batch = new BatchMaker(RANDOM).make(directory, "energy", 7, 5, 1, List.of(converted.row()));
        assertGolden("batch", batch.encode(signer));
        assertThat(RowBatch.decode(batch.encode(signer), ByteString.of(signer.publicKey())))
                .contains(batch);

        access(directory, household, signer);
        FrameKey key = FrameKey.of(Element.random(RANDOM), 7, "power", 2);
        Frame frame = Frame.seal(new byte[16], "power", 5, 0, new byte[] {1, 2, 3}, key, signer);
        assertGolden("frame", frame.encode());
        assertGolden("parcel", Parcel.pack(List.of(new byte[] {1}, new byte[0], new byte[] {2, 3})));
    }

    private static void access(Directory directory, Household household, SigningKey signer) throws IOException {
        ByteString thirtyTwo = ByteString.of(new byte[32]);
        Element key = directory.service("energy").pseudonymKey();
        SignIn signIn = SignIn.make(household, "energy", key, thirtyTwo, thirtyTwo, ProofMaker.of(RANDOM));
        assertGolden("sign-in", signIn.encode());
        Element pseudonym = household.pseudonym(key);
        SealedResult result = SealedResult.seal(
                "energy",
                key,
                pseudonym,
                Mailbox.name(pseudonym, 1),
                "395 W".getBytes(StandardCharsets.UTF_8),
                signer,
                RANDOM);
        assertGolden("sealed-result", result.encode());
    }

    private static void assertGolden(String name, byte[] bytes) throws IOException {
        Path file = FILES.resolve(name + ".hex");
        if ("write".equals(System.getProperty("sekisho.golden"))) {
            Files.createDirectories(FILES);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < bytes.length; i += 32) {
                text.append(HexFormat.of().formatHex(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 32))))
                        .append('\n');
            }
            Files.writeString(file, text);
        }
        String golden = String.join("", Files.readAllLines(file));
        assertThat(HexFormat.of().formatHex(bytes)).as("bytes of %s", name).isEqualTo(golden);
    }
}
