package dev.sekisho.traffic.log;

import dev.sekisho.traffic.Losses;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a Zeek log in its tab-separated form. */
final class ZeekTableParser implements LineParser {
    private final ZeekTable table = new ZeekTable();
    private @Nullable ZeekLog log;

    @Override
    public @Nullable LogEvent parse(byte[] bytes, int start, int length, Losses losses) {
        if (length == 0) {
            return null;
        }
        if (bytes[start] == '#') {
            table.header(new String(bytes, start, length, StandardCharsets.UTF_8));
            log = table.isDeclared() ? ZeekLog.of(table.path(), table::has) : null;
            return null;
        }
        ZeekLog known = log;
        if (known == null && table.isDeclared()) {
            return null;
        }
        LogEvent event = known != null && table.row(bytes, start, length) ? known.event(table) : null;
        if (event == null && (known == null || known.isExpectedToTell(table))) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE);
        }
        return event;
    }
}
