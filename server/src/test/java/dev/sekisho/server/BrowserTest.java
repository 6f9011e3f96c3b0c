package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.sample.SampleGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole flows in Debian's Chromium: nothing in its console, no serious fault that axe finds. */
class BrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    @TempDir
    private static Path directory;

    private static RunningServer server;
    private static Playwright playwright;
    private static Browser browser;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed (Debian package chromium)");
        ServeOptions options = TestServer.options(directory.resolve("data"), TestServer.freePort());
        options.sample = SampleGroup.Size.SMALL;
        server = RunningServer.start(options);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            playwright.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void firstAdministratorComesInFindsPeopleAndSwitchesTheLanguage() throws IOException {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale("en-GB")
                .setViewportSize(1280, 900))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add("console of " + page.url() + ": " + message.text());
                }
            });
            page.onPageError(error -> complaints.add("script on " + page.url() + ": " + error));

            signIn(page);
            lookAtEveryPage(page);
            searchAndFilter(page);
            makeAnIncidentOfAnAlertAndCloseIt(page);
            switchLanguage(page);
            choosesColours(page);
            makeAPasskey(page);
            signOut(page);
            signInWithThePasskey(page);
            removeThePasskey(page);
        }
        assertThat(complaints).isEmpty();
    }

    private void signIn(Page page) throws IOException {
        page.navigate(server.firstAdministratorLink().orElseThrow());
        check(page);
        page.getByLabel("Name of the group in English").fill("Aozora Sample");
        page.getByLabel("Name of the group in Japanese").fill("あおぞら見本");
        page.getByLabel("Your name").fill("First Administrator");
        page.getByLabel("Mail address").fill("admin@test.invalid");
        page.getByLabel("Password").fill(TestAccounts.PASSWORD);
        button(page, "Next");
        check(page);
        String secret = page.locator("#secret").textContent();
        page.getByLabel("Code from your authenticator").fill(TestAccounts.codeOf(secret, Instant.now()));
        button(page, "Confirm");
        page.waitForCondition(() -> page.title().equals("Home – Sekisho"));
    }

    private void lookAtEveryPage(Page page) throws IOException {
        check(page);
        for (String entry : List.of(
                "My account",
                "Units",
                "People",
                "Accounts",
                "Roles",
                "Evidence",
                "Alerts",
                "Exceptions",
                "Block lists",
                "Sessions",
                "Sensors",
                "Incidents",
                "Notices",
                "Mail sent")) {
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName(entry).setExact(true))
                    .first()
                    .click();
            assertThat(page.locator("h1").textContent()).isEqualTo(entry);
            check(page);
        }
    }

    private void searchAndFilter(Page page) throws IOException {
        page.navigate(server.publicAddress() + "/units");
        page.locator("#table-search").fill("D01-2");
        page.locator("#table-result tbody tr").nth(1).waitFor(hidden());
        assertThat(page.locator("#table-result tbody tr").count()).isEqualTo(1);
        assertThat(page.url()).contains("q=D01-2");
        page.reload();
        assertThat(page.locator("#table-result tbody tr").count()).isEqualTo(1);

        page.navigate(server.publicAddress() + "/units");
        page.locator("select[name='filter.kind']").selectOption("OVERSEAS_COMPANY");
        page.locator("#table-result tbody tr").nth(4).waitFor(hidden());
        assertThat(page.locator("#table-result tbody tr").count()).isEqualTo(4);

        page.locator("#table-result tbody a").first().click();
        assertThat(page.locator("h1").textContent()).startsWith("Aozora Overseas");
        check(page);
        page.getByText("People of this unit").click();
        assertThat(page.locator("#table-result tbody tr").count()).isEqualTo(9);
        page.locator("#table-result tbody a").first().click();
        check(page);
    }

    private static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
    }

    private void makeAnIncidentOfAnAlertAndCloseIt(Page page) throws IOException {
        page.navigate(server.publicAddress()
                + "/incidents/new?origin=alert&reference=of-a-browser&title=From+an+alert&unitCode=D01");
        check(page);
        button(page, "Open an incident");
        assertThat(page.locator("h1").textContent()).isEqualTo("From an alert");
        check(page);
        button(page, "Go on to: Contain");
        page.getByText("Close the incident").first().click();
        Locator closing = page.locator("form[action$='/close']");
        closing.locator("select").selectOption("FALSE_ALARM");
        closing.locator("#close-cause").fill("An update check");
        closing.locator("#close-lessons").fill("Approve the service");
        closing.locator("button").click();
        assertThat(page.locator(".alert-success").textContent()).isEqualTo("The incident has been closed.");
        check(page);
    }

    private void switchLanguage(Page page) throws IOException {
        page.navigate(server.publicAddress() + "/people?sort=-number");
        button(page, "日本語");
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ja");
        assertThat(page.locator("h1").textContent()).isEqualTo("人員");
        assertThat(page.url()).endsWith("/people?sort=-number");
        check(page);
        button(page, "English");
        assertThat(page.locator("h1").textContent()).isEqualTo("People");
    }

    private void choosesColours(Page page) throws IOException {
        page.getByLabel("Colours").selectOption("DARK");
        page.waitForCondition(() -> "dark".equals(page.locator("html").getAttribute("data-theme")));
        assertThat(page.locator("html").getAttribute("data-bs-theme")).isEqualTo("dark");
        check(page);
    }

    /** With an authenticator of Chromium's own that verifies its user without asking anybody. */
    private void makeAPasskey(Page page) throws IOException {
        CDPSession devices = page.context().newCDPSession(page);
        devices.send("WebAuthn.enable");
        JsonObject authenticator = new JsonObject();
        authenticator.addProperty("protocol", "ctap2");
        authenticator.addProperty("transport", "internal");
        authenticator.addProperty("hasResidentKey", true);
        authenticator.addProperty("hasUserVerification", true);
        authenticator.addProperty("isUserVerified", true);
        JsonObject parameters = new JsonObject();
        parameters.add("options", authenticator);
        devices.send("WebAuthn.addVirtualAuthenticator", parameters);

        page.navigate(server.publicAddress() + "/account");
        page.getByLabel("Name of the new passkey").fill("Test device");
        button(page, "Make a passkey");
        page.getByText("Test device").waitFor();
        check(page);
    }

    private void signInWithThePasskey(Page page) throws IOException {
        check(page);
        button(page, "Sign in with a passkey");
        page.waitForURL(server.publicAddress() + "/");
        assertThat(page.title()).isEqualTo("Home – Sekisho");
    }

    private void removeThePasskey(Page page) {
        page.navigate(server.publicAddress() + "/account");
        button(page, "Remove");
        page.getByText("The passkey has been removed.").waitFor();
        assertThat(page.getByText("You have no passkey.").count()).isEqualTo(1);
        signOut(page);
        button(page, "Sign in with a passkey");
        page.getByText("That did not work").waitFor();
        complaints.removeIf(complaint -> complaint.contains("422")); // the browser notes each refused request
        page.navigate(server.publicAddress() + "/people");
        assertThat(page.url()).endsWith("/login");
    }

    private void signOut(Page page) {
        button(page, "Sign out");
        page.navigate(server.publicAddress() + "/people");
        assertThat(page.url()).endsWith("/login");
    }

    private static void button(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }

    /** What axe holds for serious or critical, on this page. The policy of the page allows no script but ours: axe comes past it. */
    private void check(Page page) throws IOException {
        page.evaluate(axe());
        @SuppressWarnings("unchecked")
        List<String> faults = (List<String>) page.evaluate("""
                async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                    .filter(fault => ['serious', 'critical'].includes(fault.impact))
                    .map(fault => `${fault.id} at ${location.pathname}: ${fault.nodes.map(node => node.html).join(' | ')}`)
                """);
        complaints.addAll(faults);
    }

    private static String axe() throws IOException {
        try (InputStream in = BrowserTest.class.getClassLoader().getResourceAsStream(AXE)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
