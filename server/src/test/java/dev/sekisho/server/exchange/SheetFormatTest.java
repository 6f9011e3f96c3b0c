package dev.sekisho.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetFormatTest {
    private static final DocumentHeading HEADING =
            new DocumentHeading("人員 People", "As of today", "Page {0} of {1}", Locale.JAPANESE);

    @TempDir
    private Path directory;

    private static byte[] written(SheetFormat format, List<List<String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Sheet sheet = format.open(out, HEADING)) {
            for (List<String> row : rows) {
                sheet.row(row);
            }
            sheet.complete();
        }
        return out.toByteArray();
    }

    private String entry(byte[] zip, String name) throws IOException {
        Path file = Files.write(directory.resolve("file.zip"), zip);
        try (ZipFile read = new ZipFile(file.toFile())) {
            return new String(read.getInputStream(read.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void xlsxKeepsEveryCellATextAlsoWhatLooksLikeAFormula() throws IOException {
        byte[] xlsx = written(SheetFormat.XLSX, List.of(List.of("名前", "b"), List.of("=1+1", "&<鷗\u0001")));

        String sheet = entry(xlsx, "xl/worksheets/sheet1.xml");
        assertThat(sheet)
                .contains("t=\"inlineStr\"><is><t>=1+1<", "&amp;&lt;&#x9dd7;", ">&#x540d;&#x524d;<")
                .doesNotContain("<f>");
        assertThat(entry(xlsx, "xl/styles.xml")).contains("formatCode=\"@\"");
    }

    @Test
    void pdfShowsJapaneseWithItsOwnFontAndNumbersItsPages() throws IOException {
        byte[] pdf = written(
                SheetFormat.PDF,
                IntStream.range(0, 90)
                        .mapToObj(i -> i == 0 ? List.of("氏名", "備考") : List.of("見本 鷗外" + i, "凜 ①㈱髙 word"))
                        .toList());

        assertThat(text(pdf)).contains("見本 鷗外89", "凜 ①㈱髙 word", "Page 1 of 3", "Page 3 of 3", "As of today");
        assertThat(text(pdf).split("氏名", -1)).hasSize(4);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    assertThat(font.getName()).matches("[A-Z]{6}\\+BIZUDPGothic.*");
                }
            }
        }
        assertThat(pdf.length).isLessThan(100_000);
    }

    @Test
    void pdfLiesAcrossWhereColumnsNeedIt() throws IOException {
        List<String> wide = Collections.nCopies(8, "a rather long text in a cell of it");
        try (PDDocument across = Loader.loadPDF(written(SheetFormat.PDF, List.of(wide, wide)));
                PDDocument upright = Loader.loadPDF(written(SheetFormat.PDF, List.of(List.of("a"), List.of("b"))))) {
            assertThat(across.getPage(0).getMediaBox().getWidth()).isGreaterThan(800);
            assertThat(upright.getPage(0).getMediaBox().getWidth()).isLessThan(600);
        }
    }

    @Test
    void pdfBearsSignsThatTheFontLacksAndRowsLongerThanAPage() throws IOException {
        String endless = "とても長い文章、".repeat(2000);
        String text = text(written(
                SheetFormat.PDF,
                List.of(List.of("a", "b"), List.of("\ud83d\ude00 \u202e한\nbelow it", endless), List.of("e", "end"))));
        assertThat(text).contains("〓", "below it", "end");
    }

    @Test
    void pdfRefusesMoreRowsThanAnybodyPrints() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Sheet sheet = SheetFormat.PDF.open(out, HEADING)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i <= PdfSheet.MOST_ROWS + 1; i++) {
                            sheet.row(List.of("x"));
                        }
                    })
                    .isInstanceOf(SheetTooLong.class)
                    .hasMessage("a file of this format has at most 10000 rows, but the list has more");
        }
        assertThat(out.size()).isZero();
    }

    @Test
    void whatIsNotCompletedIsNotWritten() throws IOException {
        for (SheetFormat format : SheetFormat.values()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (Sheet sheet = format.open(out, HEADING)) {
                sheet.row(List.of("x"));
            }
            assertThat(out.size()).as(format.name()).isZero();
        }
    }

    @Test
    void reportHoldsItsParts() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PdfReport report = new PdfReport(out, HEADING)) {
            report.heading("第一部").paragraph("一行目\nsecond line").facts(List.of(new PdfReport.Fact("重要度", "high")));
            report.subheading("Tasks").table(List.of("task", "due"), List.of(List.of("封じ込め", "now")));
            report.complete();
        }
        assertThat(text(out.toByteArray())).contains("第一部", "一行目", "second line", "重要度", "封じ込め");
    }
}
