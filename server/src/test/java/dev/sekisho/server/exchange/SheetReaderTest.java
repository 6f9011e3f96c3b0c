package dev.sekisho.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that could hurt is tried; what people really send is read. */
class SheetReaderTest {
    private static final String WORKBOOK = "<workbook><workbookPr/><sheets><sheet r:id=\"rId1\"/></sheets></workbook>";
    private static final String RELATIONSHIPS =
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                    + "<Relationship Id=\"rId2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";

    @TempDir
    private Path directory;

    private List<SheetRow> read(Path file) throws IOException, UnreadableSheet {
        List<SheetRow> rows = new ArrayList<>();
        SheetReader.read(file, rows::add);
        return rows;
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("file"), content);
    }

    private Path workbook(String sheet, String... more) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("xl/workbook.xml", WORKBOOK);
        parts.put("xl/_rels/workbook.xml.rels", RELATIONSHIPS);
        parts.put("xl/worksheets/sheet1.xml", sheet);
        for (int i = 0; i < more.length; i += 2) {
            parts.put(more[i], more[i + 1]);
        }
        Path file = directory.resolve("file.xlsx");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                out.putNextEntry(new ZipEntry(part.getKey()));
                out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static String rows(String rows) {
        return "<?xml version=\"1.0\"?><worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    }

    private void refuses(Path file, String key, Object... arguments) {
        assertThatThrownBy(() -> read(file)).isInstanceOfSatisfying(UnreadableSheet.class, refused -> {
            assertThat(refused.textKey()).isEqualTo("sheet.unreadable." + key);
            assertThat(refused.arguments()).isEqualTo(Arrays.asList(arguments));
        });
    }

    @Test
    void readsBackWhatIsWritten() throws IOException, UnreadableSheet {
        List<String> heading = List.of("氏名", "b");
        List<String> row = List.of("=見本, \"x\"", "2\nlines");
        for (SheetFormat format : List.of(SheetFormat.XLSX, SheetFormat.CSV)) {
            Path file = directory.resolve("list." + format.ending());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                    Sheet sheet = format.open(out, new DocumentHeading("見本", "", "", Locale.ENGLISH))) {
                sheet.row(heading);
                sheet.row(row);
                sheet.complete();
            }
            assertThat(read(file))
                    .as(format.name())
                    .containsExactly(new SheetRow(1, heading, ""), new SheetRow(2, row, ""));
        }
    }

    @Test
    void readsTextsInUtf8AndShiftJisWithEverySeparator() throws IOException, UnreadableSheet {
        for (String separator : List.of(",", ";", "\t")) {
            String text = "番号" + separator + "氏名\r\n001" + separator + "\"髙橋 ①\"\r\n\r\n";
            for (byte[] content : List.of(
                    text.getBytes(StandardCharsets.UTF_8),
                    ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                    text.getBytes(Charset.forName("windows-31j")))) {
                assertThat(read(file(content)))
                        .containsExactly(
                                new SheetRow(1, List.of("番号", "氏名"), ""), new SheetRow(2, List.of("001", "髙橋 ①"), ""));
            }
        }
    }

    @Test
    void readsEveryKindOfCell() throws IOException, UnreadableSheet {
        String strings =
                "<sst><si><t>一</t></si><si><r><t>渡</t></r><r><t>辺</t></r><rPh sb=\"0\" eb=\"2\"><t>ワタナベ</t></rPh></si></sst>";
        Path file = workbook(
                rows("<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"C3\"><v>1.0E2</v></c>"
                        + "<c r=\"D3\" t=\"b\"><v>1</v></c><c t=\"inlineStr\"><is><t>a</t><t>b</t></is></c></row>"
                        + "<x:row><x:c><x:v>46023</x:v></x:c></x:row>"),
                "xl/sharedStrings.xml",
                strings);

        assertThat(read(file))
                .containsExactly(
                        new SheetRow(3, List.of("渡辺", "", "100", "TRUE", "ab"), ""),
                        new SheetRow(4, List.of("46023"), ""));
    }

    @Test
    void namesCellsThatHoldFormulasInsteadOfTheirValues() throws IOException, UnreadableSheet {
        Path file = workbook(rows("<row r=\"2\"><c r=\"A2\"><f>HYPERLINK(\"http://x\")</f><v>5</v></c></row>"
                + "<row r=\"3\"><c r=\"B3\" t=\"e\"><v>#REF!</v></c></row>"));

        assertThat(read(file))
                .containsExactly(new SheetRow(2, List.of(""), "A2"), new SheetRow(3, List.of("", ""), "B3"));
    }

    @Test
    void refusesArchivesThatGrowTooMuch() throws IOException {
        refuses(workbook(rows("<row spans=\"1:1\"><c/></row>".repeat(1_000_000))), "tooDense", 200);
    }

    @Test
    void countsWhatReallyUnpacksWhateverTheDirectorySays() throws IOException {
        byte[] bomb = Files.readAllBytes(workbook(rows("<row spans=\"1:1\"><c/></row>".repeat(1_000_000))));
        // both places that tell the unpacked size of the worksheet, set to 100
        for (int i = 0; i < bomb.length - 46; i++) {
            if (bomb[i] == 'P' && bomb[i + 1] == 'K' && bomb[i + 2] == 1 && bomb[i + 3] == 2) {
                Arrays.fill(bomb, i + 24, i + 28, (byte) 0);
                bomb[i + 24] = 100;
            }
        }
        assertThatThrownBy(() -> read(file(bomb))).isInstanceOf(UnreadableSheet.class);
    }

    @Test
    void refusesArchivesOfManyParts() throws IOException {
        String[] more = new String[4000];
        for (int i = 0; i < more.length; i += 2) {
            more[i] = "xl/part" + i;
            more[i + 1] = "";
        }
        refuses(workbook(rows(""), more), "tooManyParts", 2003, 1000);
    }

    @Test
    void refusesDeclarationsAndReadsNoOtherFile() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        for (String attack : List.of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>" + rows("<row><c><v>&e;</v></c></row>"),
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + rows("<row><c><v>&b;</v></c></row>"),
                rows("<!-- " + "-".repeat(10) + " -->"),
                rows("<?xml-stylesheet href=\"file:///etc/passwd\"?>"))) {
            refuses(workbook(attack), "declarations");
        }
        refuses(workbook(rows("<row><c><v>&e;</v></c></row>")), "broken", "xl/worksheets/sheet1.xml");
    }

    @Test
    void refusesAbsurdPlaces() throws IOException {
        refuses(workbook(rows("<row r=\"99999999\"><c/></row>")), "tooFar", "99999999", 1_048_576, 200);
        refuses(workbook(rows("<row r=\"-1\"><c/></row>")), "tooFar", "-1", 1_048_576, 200);
        refuses(workbook(rows("<row><c r=\"ZZZZZZZ1\"/></row>")), "tooFar", "ZZZZZZZ1", 1_048_576, 200);
        refuses(workbook(rows("<row>" + "<c/>".repeat(201) + "</row>")), "tooFar", "201", 1_048_576, 200);
        refuses(file((",".repeat(300) + "\n").getBytes(StandardCharsets.UTF_8)), "tooFar", 1, 1_048_576, 200);
    }

    @Test
    void refusesEndlessTextsTagsAndDepths() throws IOException {
        refuses(workbook(rows("<row><c><v>" + "x".repeat(300_000) + "</v></c></row>")), "longCell", 0, 32_767);
        refuses(workbook(rows("<row a=\"" + "x".repeat(300_000) + "\"/>")), "longCell", 0, 32_767);
        refuses(workbook(rows("<a>".repeat(5000))), "broken", "xl/worksheets/sheet1.xml");
        refuses(file(("x".repeat(40_000) + "\n").getBytes(StandardCharsets.UTF_8)), "longCell", 1, 32_767);
        refuses(file("a,b\n\"never closed\n".getBytes(StandardCharsets.UTF_8)), "openQuote", 2);
    }

    @Test
    void refusesWhatIsNoSheet() throws IOException {
        refuses(file(new byte[] {'P', 'K', 3, 4, 1, 2, 3}), "broken", "ZIP");
        refuses(file(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0}), "oldOrLocked");
        refuses(file(new byte[] {1, 0, 2}), "notASheet");
        refuses(file(new byte[] {'a', (byte) 0xFD, (byte) 0xFF}), "encoding");
        refuses(
                workbook(
                        rows(""), "xl/workbook.xml", WORKBOOK.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>")),
                "daysFrom1904");
    }
}
