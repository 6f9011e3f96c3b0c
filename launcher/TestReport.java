import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Sums up what the tests came to: each skipped and each failed test by name with its reason, then one line
 * {@code N passed, N failed, N skipped}. Ends with 1 if a test failed or none passed.
 *
 * <p>Arguments: the root of the repository, whose JUnit reports are read, and files of further results, one a line:
 * {@code passed}, {@code failed} or {@code skipped}, the name, the reason, with tabs between them.
 */
final class TestReport {
    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    private record Result(Outcome outcome, String name, String reason) {}

    private final List<Result> results = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        TestReport report = new TestReport();
        for (Path file : junitReports(Path.of(arguments[0]))) {
            report.readJunitReport(file);
        }
        for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
            report.readLines(Path.of(file));
        }
        System.exit(report.print());
    }

    private static List<Path> junitReports(Path root) throws IOException {
        List<Path> reports = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                return name.equals("src") || name.equals(".git")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (file.getParent().endsWith("target/surefire-reports")
                        && name.startsWith("TEST-")
                        && name.endsWith(".xml")) {
                    reports.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        reports.sort(null);
        return reports;
    }

    private void readJunitReport(Path file) throws Exception {
        var cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String type = test.getAttribute("classname");
            String name = type.substring(type.lastIndexOf('.') + 1) + ": " + test.getAttribute("name");
            Outcome outcome = Outcome.PASSED;
            String reason = "";
            for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
                switch (child.getNodeName()) {
                    case "skipped" -> {
                        outcome = Outcome.SKIPPED;
                        reason = reasonOf((Element) child);
                    }
                    case "failure", "error" -> {
                        outcome = Outcome.FAILED;
                        reason = reasonOf((Element) child);
                    }
                    default -> {}
                }
            }
            results.add(new Result(outcome, name, reason));
        }
    }

    private static String reasonOf(Element element) {
        String message = element.getAttribute("message");
        String text = message.isBlank() ? element.getTextContent() : message;
        String line = text.strip().lines().findFirst().orElse("no reason given");
        return line.replaceFirst("^(org\\.opentest4j\\.TestAbortedException: )?Assumption failed: ", "");
    }

    private void readLines(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t", 3);
            String reason = fields.length < 3 ? "" : fields[2];
            results.add(new Result(Outcome.valueOf(fields[0].toUpperCase(java.util.Locale.ROOT)), fields[1], reason));
        }
    }

    private int print() {
        System.out.println();
        list("Skipped:", Outcome.SKIPPED);
        list("Failed:", Outcome.FAILED);
        System.out.printf(
                "%d passed, %d failed, %d skipped%n",
                count(Outcome.PASSED), count(Outcome.FAILED), count(Outcome.SKIPPED));
        return count(Outcome.FAILED) > 0 || count(Outcome.PASSED) == 0 ? 1 : 0;
    }

    private void list(String title, Outcome outcome) {
        if (count(outcome) == 0) {
            return;
        }
        System.out.println(title);
        for (Result result : results) {
            if (result.outcome() == outcome) {
                System.out.println("  " + result.name() + " — " + result.reason());
            }
        }
        System.out.println();
    }

    private long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }
}
