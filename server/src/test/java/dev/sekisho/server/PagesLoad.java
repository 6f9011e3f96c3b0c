package dev.sekisho.server;

import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.identity.TestAccounts.TestAccount;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.UnitKind;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.sample.SampleGroup;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long pages take for people of all roles at the reference size, generator, server and database on the same processors.
 * Each person thinks for a second, then asks: 60 in 100 a list with a filter, 15 a search, 15 one thing, 10 a change. What
 * there is to ask is read from the pages themselves. A time ends when the whole answer has come. Run from the folder
 * {@code server}, with its test classes compiled:
 *
 * <pre>
 * java -cp target/test-classes:target/classes:$(cat target/test-class-path) dev.sekisho.server.PagesLoad PEOPLE WARM SECONDS
 * </pre>
 */
public final class PagesLoad {
    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;
    private static final long SEED = 20_261_124;

    private static final Pattern NAVIGATION = Pattern.compile("<a class=\"nav-link[^\"]*\" href=\"(/[a-z-]+)\"");
    private static final Pattern ROW = Pattern.compile("href=\"(/[a-z-]+/[0-9a-f]{8}-[0-9a-f-]{27})\"");
    private static final Pattern FILTER =
            Pattern.compile("<select[^>]* name=\"(filter\\.[A-Za-z]+)\"(.*?)</select>", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("<option value=\"([^\"]+)\"");
    private static final Pattern CORRECTION = Pattern.compile(
            "<form[^>]* method=\"post\" action=\"(/people/[0-9a-f-]{36})\">(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<input[^>]* name=\"([A-Za-z]+)\" value=\"([^\"]*)\"");
    private static final List<String> WORDS =
            List.of("S00", "見本", "仮", "D01", "Division 7", "Partner 4", "一号", "S0123", "Company", "third");

    private PagesLoad() {}

    private enum Kind {
        LIST,
        SEARCH,
        ONE,
        CHANGE
    }

    private record Sample(Kind kind, double milliseconds, boolean miss, String path) {}

    public static void main(String[] arguments) throws InterruptedException {
        int people = Integer.parseInt(arguments[0]);
        int warm = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        long loading = System.nanoTime();
        TestServer.bean(SampleGroup.class).load(SampleGroup.Size.FULL);
        System.out.printf(Locale.ROOT, "loaded in %.1f s%n", (System.nanoTime() - loading) / 1e9);
        List<Unit> divisions = Actor.SETUP
                .call(() -> TestServer.bean(Units.class).below(Unit.GROUP))
                .stream()
                .filter(unit -> unit.kind() == UnitKind.DIVISION)
                .toList();
        List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            BuiltInRole role = BuiltInRole.values()[i % BuiltInRole.values().length];
            Unit division = divisions.get(i % divisions.size());
            TestAccount account = TestAccounts.with(role, i % 3 == 0 ? Unit.GROUP : division.id());
            Person person = new Person(account, i);
            running.add(Thread.ofVirtual().start(() -> person.work(warm, seconds, samples)));
        }
        for (Thread thread : running) {
            thread.join();
        }
        report(samples, seconds);
        System.exit(0);
    }

    private static void report(List<Sample> samples, int seconds) {
        Map<Kind, List<Sample>> byKind = new EnumMap<>(Kind.class);
        samples.forEach(sample ->
                byKind.computeIfAbsent(sample.kind(), kind -> new ArrayList<>()).add(sample));
        System.out.printf(Locale.ROOT, "%,d requests, %.1f/s%n", samples.size(), (double) samples.size() / seconds);
        byKind.forEach((kind, of) -> line(kind.name(), of));
        line("ALL", samples);
        samples.stream()
                .filter(Sample::miss)
                .map(Sample::path)
                .distinct()
                .limit(10)
                .forEach(path -> System.out.println("missed: " + path));
        samples.stream()
                .sorted((one, other) -> Double.compare(other.milliseconds(), one.milliseconds()))
                .limit(10)
                .forEach(
                        slow -> System.out.printf(Locale.ROOT, "slow: %.0f ms %s%n", slow.milliseconds(), slow.path()));
    }

    private static void line(String name, List<Sample> samples) {
        double[] times =
                samples.stream().mapToDouble(Sample::milliseconds).sorted().toArray();
        long misses = samples.stream().filter(Sample::miss).count();
        long slow = samples.stream()
                .filter(sample -> sample.miss() || sample.milliseconds() >= 200)
                .count();
        System.out.printf(
                Locale.ROOT,
                "%-7s %,7d: median %.1f ms, 95 %% %.1f ms, 99 %% %.1f ms, longest %.1f ms; %d missed; %.2f %% within 200 ms%n",
                name,
                times.length,
                times[times.length / 2],
                times[times.length * 95 / 100],
                times[times.length * 99 / 100],
                times[times.length - 1],
                misses,
                100.0 * (times.length - slow) / times.length);
    }

    /** One who is signed in and looks around. */
    private static final class Person {
        private final TestAccount account;
        private final Visitor visitor;
        private final Random random;
        private List<String> lists = List.of();
        private List<String> rows = List.of();
        private List<String> filters = List.of();
        private @Nullable String correction;
        private Map<String, String> fields = Map.of();

        Person(TestAccount account, int number) {
            this.account = account;
            this.visitor = TestServer.visitorFrom(loopback(number));
            this.random = new Random(SEED + number);
        }

        /** Attempts to sign in are limited for each address. */
        private static InetAddress loopback(int number) {
            try {
                return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (number + 1)});
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        void work(int warm, int seconds, List<Sample> samples) {
            long start = System.nanoTime();
            visitor.post("/login", "/login", Map.of("email", account.email(), "password", TestAccounts.PASSWORD));
            visitor.post("/login/code", "/login/code", Map.of("code", account.code()));
            lists = found(NAVIGATION, visitor.get("/").body()).stream()
                    .filter(path -> !path.equals("/account"))
                    .toList();
            if (lists.isEmpty()) {
                throw new IllegalStateException(account.name() + " was not let in");
            }
            while (System.nanoTime() - start < (warm + seconds) * 1_000_000_000L) {
                pause();
                boolean counts = System.nanoTime() - start >= warm * 1_000_000_000L;
                Sample sample = ask();
                if (counts) {
                    samples.add(sample);
                }
            }
        }

        private void pause() {
            try {
                Thread.sleep(500 + random.nextInt(1_000)); // a second on average
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Sample ask() {
            int dice = random.nextInt(100);
            if (dice < 15) {
                return timed(Kind.SEARCH, "/search?q=" + Visitor.encode(any(WORDS)));
            }
            if (dice < 30 && !rows.isEmpty()) {
                return timed(Kind.ONE, any(rows));
            }
            if (dice < 40) {
                return change();
            }
            return timed(Kind.LIST, list());
        }

        private String list() {
            String path = any(lists);
            boolean same = !filters.isEmpty() && filters.getFirst().startsWith(path + "?");
            if (same && random.nextBoolean()) {
                return any(filters);
            }
            return random.nextInt(3) == 0 ? path + "?q=" + Visitor.encode(any(WORDS)) : path;
        }

        private Sample timed(Kind kind, String path) {
            long start = System.nanoTime();
            HttpResponse<String> answer = visitor.get(path);
            Sample sample = sample(kind, start, path, answer);
            learn(path, answer.body());
            return sample;
        }

        private Sample change() {
            String path = correction == null ? "/preferences/theme" : correction;
            Map<String, String> sent =
                    correction == null ? Map.of("theme", random.nextBoolean() ? "LIGHT" : "DARK", "back", "/") : fields;
            correction = null;
            String token = Visitor.formToken(visitor.get("/account").body());
            long start = System.nanoTime();
            HttpResponse<String> answer = visitor.postWith(token, path, sent);
            return sample(Kind.CHANGE, start, path, answer);
        }

        private static Sample sample(Kind kind, long start, String path, HttpResponse<String> answer) {
            double milliseconds = (System.nanoTime() - start) / NANOSECONDS_PER_MILLISECOND;
            return new Sample(kind, milliseconds, answer.statusCode() >= 400, answer.statusCode() + " " + path);
        }

        /** What can be asked next. */
        private void learn(String path, String page) {
            List<String> found = found(ROW, page);
            if (!found.isEmpty()) {
                rows = found;
            }
            String list = path.split("\\?", 2)[0];
            List<String> choices = new ArrayList<>();
            Matcher filter = FILTER.matcher(page);
            while (filter.find()) {
                for (String option : found(OPTION, filter.group(2))) {
                    choices.add(list + "?" + filter.group(1) + "=" + Visitor.encode(option));
                }
            }
            if (!choices.isEmpty()) {
                filters = choices;
            }
            Matcher form = CORRECTION.matcher(page);
            if (form.find()) {
                Map<String, String> read = new LinkedHashMap<>();
                Matcher field = FIELD.matcher(form.group(2));
                while (field.find()) {
                    read.put(field.group(1), field.group(2));
                }
                correction = form.group(1);
                fields = read;
            }
        }

        private static List<String> found(Pattern pattern, String page) {
            return pattern.matcher(page)
                    .results()
                    .map(match -> match.group(1))
                    .distinct()
                    .toList();
        }

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
