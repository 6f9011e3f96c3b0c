package dev.sekisho.server.exchange;

import dev.sekisho.server.exchange.UnreadableSheet.Cause;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the first worksheet of a workbook (ISO/IEC 29500). The archive is held to be hostile: what its parts really
 * unpack to is counted while they are read, whatever its directory claims; their XML passes {@link PlainXml}.
 */
final class XlsxReader {
    private static final int MOST_PARTS = 1000;
    private static final long LARGEST_UNPACKED = 512L << 20;

    /** Workbooks of text come to 10 to 40; the most that the method of packing can do is 1032. */
    private static final int DENSEST = 200;

    /** Less than this is harmless however dense. */
    private static final long ALWAYS_UNPACKED = 16L << 20;

    private static final String WORKBOOK = "xl/workbook.xml";
    private static final String RELATIONSHIPS = "xl/_rels/workbook.xml.rels";

    private final ZipFile archive;
    private final long packed;
    private long unpacked;

    private XlsxReader(ZipFile archive, long packed) {
        this.archive = archive;
        this.packed = packed;
    }

    static void read(Path file, SheetReader.Sink sink) throws IOException, UnreadableSheet {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            if (archive.size() > MOST_PARTS) {
                throw new UnreadableSheet(Cause.TOO_MANY_PARTS, archive.size(), MOST_PARTS);
            }
            new XlsxReader(archive, Files.size(file)).readWorkbook(sink);
        } catch (ZipException e) {
            throw new UnreadableSheet(Cause.BROKEN, "ZIP");
        }
    }

    private void readWorkbook(SheetReader.Sink sink) throws IOException, UnreadableSheet {
        if (archive.getEntry(WORKBOOK) == null || archive.getEntry(RELATIONSHIPS) == null) {
            throw new UnreadableSheet(Cause.NOT_A_SHEET);
        }
        String firstSheet = readPart(WORKBOOK, XlsxReader::firstSheet);
        Map<String, String> targets = readPart(RELATIONSHIPS, XlsxReader::targets);
        String sheet = part(targets.getOrDefault(firstSheet, ""));
        String strings = part(targets.getOrDefault("sharedStrings", ""));
        if (archive.getEntry(sheet) == null) {
            throw new UnreadableSheet(Cause.BROKEN, WORKBOOK);
        }
        List<String> shared = archive.getEntry(strings) == null ? List.of() : readPart(strings, SharedStrings::read);
        readPart(sheet, xml -> {
            new WorksheetReader(xml, shared, sink).read();
            return sheet;
        });
    }

    private static String firstSheet(SheetXml xml) throws UnreadableSheet {
        String first = "";
        while (xml.next()) {
            if (xml.begins("workbookPr") && xml.attribute("date1904").matches("1|true")) {
                throw new UnreadableSheet(Cause.DAYS_FROM_1904);
            }
            if (xml.begins("sheet") && first.isEmpty()) {
                first = xml.attribute("id");
            }
        }
        return first;
    }

    /** Where the parts of the workbook lie: by id, and the shared strings by their kind. */
    private static Map<String, String> targets(SheetXml xml) throws UnreadableSheet {
        Map<String, String> targets = new HashMap<>();
        while (xml.next()) {
            if (xml.begins("Relationship")) {
                targets.put(xml.attribute("Id"), xml.attribute("Target"));
                if (xml.attribute("Type").endsWith("/sharedStrings")) {
                    targets.put("sharedStrings", xml.attribute("Target"));
                }
            }
        }
        return targets;
    }

    /** The name of a part within the archive; names that lead elsewhere lead to nothing, since only the archive is read. */
    private static String part(String target) {
        return target.startsWith("/") ? target.substring(1) : "xl/" + target;
    }

    private interface PartReader<T> {
        T read(SheetXml xml) throws UnreadableSheet;
    }

    private <T> T readPart(String name, PartReader<T> reader) throws IOException, UnreadableSheet {
        ZipEntry entry = archive.getEntry(name);
        try (InputStream in = new Counted(archive.getInputStream(entry));
                SheetXml xml = new SheetXml(new PlainXml(new InputStreamReader(in, StandardCharsets.UTF_8)), name)) {
            return reader.read(xml);
        }
    }

    private void count(long more) throws IOException {
        unpacked += more;
        if (unpacked > LARGEST_UNPACKED) {
            throw new PlainXml.Refused(new UnreadableSheet(Cause.TOO_LARGE, LARGEST_UNPACKED >> 20));
        }
        if (unpacked > ALWAYS_UNPACKED && unpacked > packed * DENSEST) {
            throw new PlainXml.Refused(new UnreadableSheet(Cause.TOO_DENSE, DENSEST));
        }
    }

    /** Counts what really comes out of the archive. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                count(1);
            }
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                count(read);
            }
            return read;
        }
    }

    /** The texts that cells share; how they are read aloud (rPh) is left out. */
    private static final class SharedStrings {
        private static final int MOST = 3_000_000;
        private static final int MOST_CHARACTERS = 48_000_000;

        private SharedStrings() {}

        static List<String> read(SheetXml xml) throws UnreadableSheet {
            List<String> strings = new ArrayList<>();
            long characters = 0;
            while (xml.next()) {
                if (xml.begins("si")) {
                    String text = xml.textsWithin("si");
                    characters += text.length();
                    strings.add(text);
                    if (strings.size() > MOST || characters > MOST_CHARACTERS) {
                        throw new UnreadableSheet(Cause.TOO_LARGE, LARGEST_UNPACKED >> 20);
                    }
                }
            }
            return strings;
        }
    }
}
