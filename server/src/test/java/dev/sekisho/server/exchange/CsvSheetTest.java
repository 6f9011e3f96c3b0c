package dev.sekisho.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvSheetTest {
    private static String written(String... cells) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvSheet sheet = new CsvSheet(out)) {
            sheet.row(List.of(cells));
            sheet.complete();
        }
        return out.toString(StandardCharsets.UTF_8).substring(1);
    }

    @Test
    void quotesWhatWouldBreakARow() throws IOException {
        assertThat(written("a,b", "say \"so\"", "two\nlines", "見本"))
                .isEqualTo("\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",見本\r\n");
    }

    @Test
    void makesFormulasHarmless() throws IOException {
        for (String formula : List.of("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1")) {
            assertThat(written(formula)).as(formula).containsPattern("^\"?'");
        }
    }

    @Test
    void leavesNumbersAndTextsAsTheyAre() throws IOException {
        assertThat(written("-12.5", "+81", "a=b", "-", "")).isEqualTo("-12.5,+81,a=b,'-,\r\n");
    }
}
