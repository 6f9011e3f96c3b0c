package dev.sekisho.extrusion.index;

import static dev.sekisho.extrusion.index.Index.Leaning.HIGH;
import static dev.sekisho.extrusion.index.Index.Leaning.LOW;
import static dev.sekisho.extrusion.index.Index.Leaning.NONE;

/**
 * How much a pair says each way.
 *
 * <p>Sent and received mean the body of a readable request or response, else all payload bytes of the exchange's
 * direction.
 */
public enum VolumeIndex implements Index {
    EXCHANGES(Description.amount(
            "exchanges",
            Unit.COUNT,
            NONE,
            "Number of exchanges kept in the window.",
            "Much contact.",
            "Little contact.",
            "{value} exchanges (ordinary: {ordinary}).")),
    SENT(Description.amount(
            "sent",
            Unit.BYTES,
            NONE,
            "Median bytes sent per exchange.",
            "The client uploads.",
            "The client only asks.",
            "The client sends {value} at a time (ordinary: {ordinary}).")),
    RECEIVED(Description.amount(
            "received",
            Unit.BYTES,
            NONE,
            "Median bytes received per exchange.",
            "The server delivers content.",
            "The server hardly answers.",
            "The server answers with {value} at a time (ordinary: {ordinary}).")),
    SENT_SPREAD(new Description(
            "sent-spread",
            Unit.NUMBER,
            0,
            2,
            LOW,
            "Median absolute deviation of bytes sent over their median, at most 2. Not a number below 4 exchanges.",
            "Each request differs.",
            "All requests are alike.",
            "What it sends varies by only {value} of itself (ordinary: {ordinary}).")),
    RECEIVED_SPREAD(new Description(
            "received-spread",
            Unit.NUMBER,
            0,
            2,
            LOW,
            "The same of bytes received.",
            "Each answer differs.",
            "All answers are alike.",
            "What it gets varies by only {value} of itself (ordinary: {ordinary}).")),
    SENT_SAMENESS(Description.share(
            "sent-sameness",
            HIGH,
            "Share of exchanges that send the most frequent number of bytes. Not a number below 4 exchanges that send"
                    + " anything.",
            "The same message again and again.",
            "Messages differ in length.",
            "{value} of its messages have exactly the same length (ordinary: {ordinary}).")),
    RECEIVED_SAMENESS(Description.share(
            "received-sameness",
            HIGH,
            "Share of exchanges that receive the most frequent number of bytes. Not a number below 4 answered"
                    + " exchanges.",
            "The same answer again and again.",
            "Answers differ in length.",
            "{value} of the answers have exactly the same length (ordinary: {ordinary}).")),
    TURN_SAMENESS(Description.share(
            "turn-sameness",
            HIGH,
            "Share of exchanges with the most frequent combination of bytes sent and received, each taken down to a"
                    + " multiple of 16. Not a number below 4 exchanges.",
            "One fixed question with one fixed answer.",
            "Every exchange is different.",
            "{value} of the exchanges are the same question with the same answer by size (ordinary: {ordinary}).")),
    VISIT_SPREAD(new Description(
            "visit-spread",
            Unit.NUMBER,
            0,
            2,
            LOW,
            "Median absolute deviation over median of the payload bytes both ways per visit, at most 2. Not a number"
                    + " below 4 visits.",
            "Every visit does something else.",
            "Every visit does the same.",
            "Every visit moves the same number of bytes, within {value} (ordinary: {ordinary}).")),
    UP_SHARE(Description.share(
            "up-share",
            HIGH,
            "Bytes sent over bytes sent and received, all exchanges together. Not a number if both are 0.",
            "More goes out than comes in.",
            "More comes in than goes out.",
            "{value} of all bytes go out (ordinary: {ordinary}).")),
    UPLOADS(Description.share(
            "uploads",
            HIGH,
            "Share of exchanges that send more than they receive.",
            "The client reports.",
            "The client fetches.",
            "{value} of the exchanges send more than they receive (ordinary: {ordinary}).")),
    SMALL_REPLIES(Description.share(
            "small-replies",
            HIGH,
            "Share of answered exchanges that receive at most 256 bytes.",
            "The server just acknowledges.",
            "The server delivers content.",
            "{value} of the answers are at most 256 bytes long (ordinary: {ordinary}).")),
    DRIFT(Description.amount(
            "drift",
            Unit.NUMBER,
            LOW,
            "Absolute binary logarithm of (median of bytes sent and received in the second half of the exchanges + 16)"
                    + " over (that of the first half + 16). Not a number below 8 exchanges.",
            "It changes over time.",
            "It stays the same from start to end.",
            "Its volume does not change over time: drift {value} (ordinary: {ordinary}).")),
    PUSHES(Description.share(
            "pushes",
            HIGH,
            "Share of exchanges without a readable request in which only the server speaks. Not a number if all"
                    + " requests are readable.",
            "The server gives orders unasked.",
            "The server only answers.",
            "In {value} of the turns the server speaks unasked (ordinary: {ordinary}).")),
    UNANSWERED(Description.share(
            "unanswered",
            HIGH,
            "Share of exchanges that nothing answers. Not a number below 3 exchanges.",
            "The client talks into the void.",
            "Every request is answered.",
            "{value} of the requests get no answer (ordinary: {ordinary})."));

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts and numbers
    private final Description description;

    VolumeIndex(Description description) {
        this.description = description;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public Family family() {
        return Family.VOLUME;
    }
}
