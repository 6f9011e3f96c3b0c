package dev.sekisho.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.NewPerson;
import dev.sekisho.server.organization.NewUnit;
import dev.sekisho.server.organization.People;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.server.scope.Refusal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTest {
    private static final Set<String> ALL = Set.of("unit.read", "person.read", "account.read", "evidence.read");

    private final Search search = TestServer.bean(Search.class);
    private final Texts texts = TestServer.bean(Texts.class);

    private List<String> titles(Actor actor, Set<String> permissions, String typed) {
        return actor.call(() -> search.find(SearchWords.parse(typed), permissions, texts.in(Language.EN)).stream()
                .flatMap(group -> group.hits().stream().map(hit -> group.kind() + ":" + hit.title()))
                .toList());
    }

    @Test
    void findsPartsOfWordsOfEveryKindInAnyOrderAndWidth() {
        String mark = Uuids.next().toString().substring(24);
        Unit unit = Actor.SETUP.call(() -> TestServer.bean(Units.class)
                .add(new NewUnit(
                        Unit.GROUP,
                        "s" + mark,
                        UnitKind.DIVISION,
                        "Searched " + mark,
                        "捜索部" + mark,
                        false,
                        "UTC",
                        LocalDate.now(ZoneOffset.UTC),
                        false)));
        Actor.SETUP.run(() -> TestServer.bean(People.class)
                .add(new NewPerson(unit.id(), "n" + mark, "尋問", "太郎", "じんもん", null, LocalDate.now(ZoneOffset.UTC))));
        TestAccount account = TestAccounts.with(BuiltInRole.ADMINISTRATOR, unit.id());
        Actor actor = new Actor(account.id(), "searcher", Set.of());

        assertThat(titles(actor, ALL, mark + " 索部")).containsExactly("units:Searched " + mark);
        assertThat(titles(actor, ALL, "んも 問 n" + mark)).containsExactly("people:尋問 太郎");
        assertThat(titles(actor, ALL, "ｎ" + mark)).contains("people:尋問 太郎", "evidence:Person entered");
        assertThat(titles(actor, Set.of("unit.read"), "n" + mark)).isEmpty();
        assertThat(titles(actor, ALL, account.email()))
                .contains("accounts:" + account.name())
                .hasSizeLessThan(3);
        assertThat(titles(actor, ALL, "%")).isEmpty();
        assertThat(titles(actor, ALL, " ")).isEmpty();
    }

    @Test
    void refusesEndlessSearches() {
        assertThatThrownBy(() -> SearchWords.parse("x".repeat(201))).isInstanceOf(Refusal.class);
    }
}
