package dev.sekisho.extrusion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentFactsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozila/5.0 (Windows NT 10.0)",
                "Mozzilla/5.0 (Windows NT 10.0)",
                "Mosilla/5.0 (Windows NT 10.0)",
                "ozilla/5.0 (Windows NT 10.0)",
                "Mozilla1/5.0 (Windows NT 10.0)",
                "mozilla/5.0 (Windows NT 10.0)",
                "Mozilla",
            })
    void findsMozillaMisspeltByOneLetter(String agent) {
        assertThat(AgentFacts.isOdd(agent)).isTrue();
        assertThat(AgentFacts.claimsBrowser(agent)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mosila/5.0 (Windows NT 10.0)",
                "Godzilla/1.0",
                "Mozillazine/1.0",
                "Bugzilla/5.0",
                "Zilla/1.0",
            })
    void leavesNamesAloneThatDifferByMore(String agent) {
        assertThat(AgentFacts.isOdd(agent)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/3.0 (compatible)",
                "Mozilla/6.0 (Windows NT 10.0)",
                "Mozilla/5.0",
                "Mozilla/5.0 (Windows NT 10.0",
                "Mozilla/4.0",
                "Mozilla/4.0 (compatible; MSIE 4.01)",
            })
    void findsBrowsersThatThereNeverWere(String agent) {
        assertThat(AgentFacts.isOdd(agent)).isTrue();
        assertThat(AgentFacts.claimsBrowser(agent)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "12345", "x86 4711", "{client}/1.0", "up$date"})
    void findsWhatNoProgramIsCalled(String agent) {
        assertThat(AgentFacts.isOdd(agent)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                " Mozilla/5.0 (X11; Linux x86_64) ",
                "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
                "Mozilla/4.0 (compatible; MSIE 10.0)",
                "curl/8.5.0",
                "Debian APT-HTTP/1.3 (2.9.8)",
                "Wget/1.21.4",
                "Microsoft-CryptoAPI/10.0",
            })
    void leavesRealProgramsAlone(String agent) {
        assertThat(AgentFacts.isOdd(agent)).isFalse();
    }
}
