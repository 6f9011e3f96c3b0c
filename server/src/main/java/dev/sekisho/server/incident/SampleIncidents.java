package dev.sekisho.server.incident;

import dev.sekisho.server.identity.AccountDirectory;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Made-up incidents for the made-up group: some closed, some in each phase, one a drill. */
@Component
public class SampleIncidents {
    private final Incidents incidents;
    private final IncidentImport closed;
    private final IncidentCourse course;
    private final IncidentWork work;
    private final Tasks tasks;
    private final Clock clock;

    SampleIncidents(
            Incidents incidents,
            IncidentImport closed,
            IncidentCourse course,
            IncidentWork work,
            Tasks tasks,
            Clock clock) {
        this.incidents = incidents;
        this.closed = closed;
        this.course = course;
        this.work = work;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Loads them in the transaction of its caller.
     *
     * @param unit the id of the unit with a code
     * @param lead an account in that unit
     */
    @Transactional
    public void load(Function<String, UUID> unit, Function<String, AccountDirectory.Listed> lead) {
        closed.take(List.of(
                old(
                        unit.apply("D02-1"),
                        "S-01",
                        "ノートPCの置き忘れ（電車内）",
                        IncidentSeverity.MEDIUM,
                        IncidentCategory.LOST_DEVICE,
                        210,
                        9,
                        IncidentOutcome.NO_HARM,
                        "180000",
                        "帰宅途中の乗り換えで網棚に置いたまま下車した。持ち出し申請時に携行方法の確認がなかった。",
                        "ディスクは暗号化済みで、遠隔消去も完了した。持ち出し申請の画面に携行方法の確認を加えた。",
                        "遺失物センターで発見され、翌日受け取った。"),
                old(
                        unit.apply("O02"),
                        "S-02",
                        "Invoice fraud by a look-alike domain",
                        IncidentSeverity.HIGH,
                        IncidentCategory.PHISHING,
                        160,
                        21,
                        IncidentOutcome.HARM,
                        "2400000",
                        "The supplier's change of bank account was accepted by mail alone.",
                        "Changes of bank accounts are confirmed by telephone, with a number that is already on file.",
                        "The bank stopped the second transfer; the first was lost."),
                old(
                        unit.apply("D05-2"),
                        "S-03",
                        "見積書を別の取引先へ誤送信",
                        IncidentSeverity.MEDIUM,
                        IncidentCategory.MISDIRECTED_MAIL,
                        95,
                        4,
                        IncidentOutcome.NO_HARM,
                        "0",
                        "宛先の自動補完で、名前の似た別の取引先を選んだ。",
                        "社外宛てで添付がある場合は、送信前に宛先を一件ずつ確認する。",
                        "誤送信先から削除の連絡を受けた。"),
                old(
                        unit.apply("C03"),
                        "S-04",
                        "検知アラート：外部サーバーとの周期的な通信",
                        IncidentSeverity.LOW,
                        IncidentCategory.MALWARE,
                        60,
                        2,
                        IncidentOutcome.FALSE_ALARM,
                        "0",
                        "監視用ソフトウェアの更新確認が5分間隔で通信していた。",
                        "承認済みサービスとして登録した。",
                        "端末の調査で不審なプログラムは見つからなかった。")));
        current(unit, lead);
    }

    private void current(Function<String, UUID> unit, Function<String, AccountDirectory.Listed> lead) {
        Incident malware = opened(
                unit.apply("D01-2"),
                "設計部門の端末がマルウェアに感染した疑い",
                IncidentSeverity.HIGH,
                IncidentCategory.MALWARE,
                false,
                30,
                Set.of(unit.apply("D03")),
                "深夜に未知の外部サーバーと断続的に通信している端末があり、利用者は不在だった。");
        work.assign(malware.id(), lead.apply("D01-2"), IncidentRole.LEAD);
        fact(malware, 29, "利用者に確認。該当の時刻に端末を使用していない。");
        said(malware, 28, "部門責任者に状況と端末の切り離しを電話で連絡し、了承を得た。", "部門責任者");
        advance(malware, ResponsePhase.CONTAIN);
        fact(malware, 26, "端末をネットワークから切り離し、メモリのイメージを取得した。");
        advance(malware, ResponsePhase.ERADICATE);

        Incident access = opened(
                unit.apply("O01"),
                "Sign-ins from an unusual country to a shared mailbox",
                IncidentSeverity.CRITICAL,
                IncidentCategory.UNAUTHORIZED_ACCESS,
                false,
                6,
                Set.of(unit.apply("C01"), unit.apply("P02")),
                "Eleven sign-ins within an hour, outside of working hours, with the right password.");
        fact(access, 5, "The password was reused on another site that lost its accounts.");

        Incident partner = opened(
                unit.apply("P03"),
                "委託先での作業用サーバーの設定不備",
                IncidentSeverity.MEDIUM,
                IncidentCategory.PARTNER,
                false,
                200,
                Set.of(unit.apply("D04-1")),
                "委託先から、試験用サーバーが一時的に外部から参照できる状態だったとの報告を受けた。");
        advance(partner, ResponsePhase.CONTAIN);
        advance(partner, ResponsePhase.ERADICATE);
        advance(partner, ResponsePhase.RECOVER);

        Incident library = opened(
                unit.apply("C02"),
                "公開サイトで使用しているライブラリの脆弱性",
                IncidentSeverity.HIGH,
                IncidentCategory.VULNERABILITY,
                false,
                380,
                Set.of(),
                "利用者の入力を処理する部品に、遠隔からコードを実行できる脆弱性が公表された。");
        for (ResponsePhase phase :
                List.of(ResponsePhase.CONTAIN, ResponsePhase.ERADICATE, ResponsePhase.RECOVER, ResponsePhase.LEARN)) {
            advance(library, phase);
        }

        opened(
                unit.apply("D06"),
                "訓練：基幹システムの暗号化を想定した対応",
                IncidentSeverity.HIGH,
                IncidentCategory.MALWARE,
                true,
                3,
                Set.of(),
                "年次の対応訓練。連絡経路と判断の手順を確認する。");
    }

    private OldIncident old(
            UUID unit,
            String reference,
            String title,
            IncidentSeverity severity,
            IncidentCategory category,
            int daysAgo,
            int days,
            IncidentOutcome outcome,
            String cost,
            String rootCause,
            String lessons,
            String entry) {
        Instant detected = clock.instant().minus(Duration.ofDays(daysAgo));
        return new OldIncident(
                unit,
                reference,
                title,
                null,
                severity,
                category,
                null,
                false,
                null,
                detected.minus(Duration.ofHours(5)),
                detected,
                detected.plus(Duration.ofDays(days)),
                null,
                outcome,
                new BigDecimal(cost),
                "JPY",
                rootCause,
                lessons,
                List.of(new NewEntry(EntryKind.FACT, detected.plus(Duration.ofDays(1)), entry, null, null, null)));
    }

    private Incident opened(
            UUID unit,
            String title,
            IncidentSeverity severity,
            IncidentCategory category,
            boolean drill,
            int hoursAgo,
            Set<UUID> affected,
            String summary) {
        return incidents.open(new NewIncident(
                unit,
                title,
                summary,
                severity,
                category,
                null,
                drill,
                null,
                ago(hoursAgo + 2),
                ago(hoursAgo),
                affected));
    }

    private Instant ago(int hours) {
        return clock.instant().minus(Duration.ofHours(hours));
    }

    private void fact(Incident incident, int hoursAgo, String text) {
        work.addEntry(incident.id(), new NewEntry(EntryKind.FACT, ago(hoursAgo), text, null, null, null));
    }

    private void said(Incident incident, int hoursAgo, String text, @Nullable String counterpart) {
        work.addEntry(
                incident.id(),
                new NewEntry(
                        EntryKind.COMMUNICATION,
                        ago(hoursAgo),
                        text,
                        CommunicationChannel.TELEPHONE,
                        CommunicationDirection.OUT,
                        counterpart));
    }

    /** Settles what is to do in the phase, and goes on. */
    private void advance(Incident incident, ResponsePhase next) {
        Incident now = incidents.get(incident.id());
        for (Task task : tasks.of(incident.id())) {
            if (task.phase() == now.phase() && task.state() == TaskState.OPEN) {
                work.settleTask(incident.id(), task.id(), task.version(), TaskState.DONE, "");
            }
        }
        course.goTo(incident.id(), now.version(), next, "");
    }
}
