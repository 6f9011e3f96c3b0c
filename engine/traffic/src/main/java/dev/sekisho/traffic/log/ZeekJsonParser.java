package dev.sekisho.traffic.log;

import dev.sekisho.traffic.Losses;
import org.jspecify.annotations.Nullable;

/** Lines of a Zeek log in JSON, of one log or of several mixed. */
final class ZeekJsonParser implements LineParser {
    private final JsonFields fields = new JsonFields();

    @Override
    public @Nullable LogEvent parse(byte[] bytes, int start, int length, Losses losses) {
        if (length == 0) {
            return null;
        }
        if (!fields.row(bytes, start, length)) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE);
            return null;
        }
        ZeekLog log = ZeekLog.of(fields.text("_path"), fields::has);
        if (log == null) {
            return null;
        }
        LogEvent event = log.event(fields);
        if (event == null && log.isExpectedToTell(fields)) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE);
        }
        return event;
    }
}
