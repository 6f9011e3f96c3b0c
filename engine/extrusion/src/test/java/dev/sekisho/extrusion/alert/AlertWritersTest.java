package dev.sekisho.extrusion.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertWritersTest {
    private static final Alert ROGUE = AlertExamples.rogue("10.1.2.3", "c2.example", "192.0.2.66", 443);

    @Test
    void writesOneJsonObjectALine() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AlertJsonWriter writer = new AlertJsonWriter(out)) {
            writer.write(ROGUE);
            writer.write(AlertExamples.prohibited("BitTorrent", "said \"announce\"\n"));
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        {"client":"10.1.2.3","server":"c2.example","address":"192.0.2.66","port":443,"kind":"rogue",\
                        "application":null,"score":0.97,"pValue":4.0E-4,"firstSeen":"2026-03-02T08:15:00.250Z",\
                        "lastSeen":"2026-03-02T16:45:12Z","exchanges":412,"reasons":[{"index":"interval-regularity",\
                        "value":"0.98","ordinary":"0.10–0.55","text":"412 requests came every 60 s, give or take 1 s"}]}
                        {"client":"10.1.2.3","server":"tracker.example","address":"192.0.2.7","port":80,\
                        "kind":"prohibited","application":"BitTorrent","score":0.5,"pValue":null,\
                        "firstSeen":"2026-03-02T08:15:00Z","lastSeen":"2026-03-02T08:16:00Z","exchanges":3,\
                        "reasons":[{"index":"application","value":"bittorrent","ordinary":"",\
                        "text":"said \\"announce\\"\\n"}]}
                        """);
    }

    @Test
    void writesNothingForNoAlerts() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AlertJsonWriter(out).close();

        assertThat(out.size()).isZero();
    }

    @Test
    void defusesFormulasInCsv() {
        Alert alert = AlertExamples.rogue("=cmd|' /C calc'!A0", "a,b\"c", "", 0);

        assertThat(AlertCsvWriter.toString(List.of(alert)).split("\r\n", -1)[1])
                .startsWith("\"'=cmd|' /C calc'!A0\",\"a,b\"\"c\",,0,rogue,,0.97,4.0E-4,");
    }

    @Test
    void writesCefInsideSyslog() {
        String message = new SyslogCef("gate way.example", "1.0").format(ROGUE);

        assertThat(message)
                .isEqualTo(
                        "<129>1 2026-03-02T16:45:12Z gateway.example sekisho - rogue - CEF:0|Sekisho|Sekisho|1.0|rogue|"
                                + "Communication that behaves like command and control|10|rt=1772469912000 "
                                + "start=1772439300250 end=1772469912000 src=10.1.2.3 dst=192.0.2.66 dhost=c2.example dpt=443 "
                                + "cnt=412 cfp1Label=score cfp1=0.9700 cfp2Label=pValue cfp2=0.000400 "
                                + "msg=412 requests came every 60 s, give or take 1 s");
    }

    @Test
    void lettersOfHostileNamesCannotLeaveTheirCefField() {
        Alert alert = AlertExamples.prohibited("x|y\\z\n", "a=b\r\nCEF:0|fake");

        assertThat(new SyslogCef("h", "1.0").format(alert))
                .doesNotContain("\n", "\r")
                .contains("|Prohibited application x\\|y\\\\z |")
                .contains("app=x|y\\\\z\\n ")
                .endsWith("msg=a\\=b\\r\\nCEF:0|fake");
    }

    @Test
    void countsBytesNotLettersInFramedSyslog() {
        String framed = new SyslogCef("h", "1.0").formatCounted(AlertExamples.prohibited("東", "関所"));
        int space = framed.indexOf(' ');

        assertThat(framed.substring(space + 1).getBytes(StandardCharsets.UTF_8))
                .hasSize(Integer.parseInt(framed.substring(0, space)));
    }

    @Test
    void stixNamesTheSameServerOnceAndEverySighting() throws IOException {
        String bundle = stix(List.of(ROGUE, AlertExamples.rogue("10.9.9.9", "c2.example", "192.0.2.66", 443)));

        assertThat(bundle).containsOnlyOnce("\"type\" : \"indicator\"");
        assertThat(bundle.split("\"type\" : \"sighting\"", -1)).hasSize(3);
        assertThat(bundle).contains("\"pattern\" : \"[domain-name:value = 'c2.example']\"");
        assertThat(bundle).contains("\"first_seen\" : \"2026-03-02T08:15:00.250Z\"");
        assertThat(bundle).contains("\"last_seen\" : \"2026-03-02T16:45:12.000Z\"");
    }

    @Test
    void stixIdentifiersAreUniqueAndTheSameEveryTime() throws IOException {
        List<Alert> alerts = List.of(ROGUE, AlertExamples.rogue("10.1.2.3", "2001:db8::7", "2001:db8::7", 8080));

        String bundle = stix(alerts);

        assertThat(stix(alerts)).isEqualTo(bundle);
        Set<String> ids = new HashSet<>();
        Matcher matcher =
                Pattern.compile("\"id\" : \"[a-z]+--([0-9a-f-]{36})\"").matcher(bundle);
        while (matcher.find()) {
            assertThat(UUID.fromString(matcher.group(1)).version()).isEqualTo(5);
            assertThat(ids.add(matcher.group(1))).isTrue();
        }
        assertThat(ids).hasSize(6);
        assertThat(bundle).contains("[ipv6-addr:value = '2001:db8::7']");
    }

    @Test
    void namesUuidsAsRfc9562Does() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(NameBasedUuid.of(dns, "www.example.com".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void refusesScoresBeyondTheirRange() {
        assertThatThrownBy(() -> new Alert(
                        "c",
                        "s",
                        "",
                        0,
                        Alert.Kind.ROGUE,
                        null,
                        Double.NaN,
                        null,
                        ROGUE.firstSeen(),
                        ROGUE.lastSeen(),
                        1,
                        List.of()))
                .hasMessage("score must be between 0 and 1, but is NaN");
    }

    private static String stix(List<Alert> alerts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StixBundle.write(alerts, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
