package dev.sekisho.extrusion.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFileTest {
    @TempDir
    private Path folder;

    private List<EvaluationRow> read(String text) throws IOException {
        return EvaluationFile.read(Files.writeString(folder.resolve("evaluate.csv"), text));
    }

    @Test
    void readsRowsWithEveryColumnAndWithNone() throws IOException {
        List<EvaluationRow> rows = read("""
                input,class,leave_out_group,c2_hosts,clients,internal_networks,start,end
                mixed.pcap,malware,g-1,Evil.example;192.0.2.1,10.0.0.5;10.0.0.6,-,100.5,200
                "a, ""b"".pcap",benign,,,,,,
                """.replace("\n", "\r\n"));

        EvaluationRow first = rows.getFirst();
        assertThat(first.leaveOutGroup()).isEqualTo("g-1");
        assertThat(first.c2Hosts()).containsExactlyInAnyOrder("evil.example", "192.0.2.1");
        assertThat(first.internalNetworks()).isEmpty();
        assertThat(first.means("10.0.0.6", 150)).isTrue();
        assertThat(first.means("10.0.0.6", 200.5)).isFalse();
        assertThat(first.means("10.0.0.7", 150)).isFalse();
        EvaluationRow second = rows.getLast();
        assertThat(second.input()).isEqualTo("a, \"b\".pcap");
        assertThat(second.means("anybody", 0)).isTrue();
        assertThat(second.isInternal("192.168.1.1")).isTrue();
        assertThat(second.isInternal("192.0.2.1")).isFalse();
    }

    @Test
    void namesServersByNameAddressAndNamesBelow() throws IOException {
        EvaluationRow row =
                read("input,class,c2_hosts\nx,malware,evil.example;192.0.2.1\n").getFirst();

        assertThat(row.namesServer("evil.example", "198.51.100.1")).isTrue();
        assertThat(row.namesServer("www.evil.example", "198.51.100.1")).isTrue();
        assertThat(row.namesServer("other.example", "192.0.2.1")).isTrue();
        assertThat(row.namesServer("notevil.example", "198.51.100.1")).isFalse();
        assertThat(row.namesServer("example", "198.51.100.1")).isFalse();
    }

    @Test
    void saysWhichRowBreaksTheContract() {
        assertThatThrownBy(() -> read("input,class\na,benign\nb,friendly\n"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "row 3: class must be malware, benign, prohibited or untrusted, but is \"friendly\"");
        assertThatThrownBy(() -> read("input,class,start\na,benign,noon\n"))
                .hasMessageEndingWith("row 2: start must be in epoch seconds, but is \"noon\"");
        assertThatThrownBy(() -> read("name,kind\n")).hasMessageContaining("at least the columns input and class");
    }

    @Test
    void reportsUnderTheFirstElementOfThePath() throws IOException {
        List<EvaluationRow> rows = read("input,class\nmalware/a/b.pcap,malware\nmixed.pcap,benign\n");

        assertThat(rows).extracting(EvaluationRow::set).containsExactly("malware", "mixed.pcap");
    }
}
