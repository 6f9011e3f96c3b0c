package dev.sekisho.server.notice;

/**
 * A kind of thing that people are told. Rooms declare theirs as beans. Its words are texts: its name {@code
 * notice.kind.CODE}, what it says {@code notice.CODE.subject} and {@code notice.CODE.body}, in which {@code {0}}, {@code
 * {1}} … stand for the arguments.
 *
 * @param code such as {@code incident.opened}
 * @param urgent whether it goes out at once, also in quiet hours
 */
public record NoticeKind(String code, boolean urgent) {
    public NoticeKind {
        if (!code.matches("[a-z]+(\\.[a-zA-Z]+)+")) {
            throw new IllegalArgumentException(
                    "a kind of notice is named like incident.opened, but is \"" + code + "\"");
        }
    }
}
