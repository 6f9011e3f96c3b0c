package dev.sekisho.extrusion.model;

/**
 * One measured pair to learn from, at one moment of its life.
 *
 * @param values the indexes by position
 * @param channel what can be seen of it
 * @param label what it is
 * @param source number of the client or capture it comes from: what one source shows is taken or left out as a whole
 * @param pair number of the pair; its moments share their weight
 * @param last whether this is the last moment of the pair
 * @param group what must be left out together, empty if nothing
 */
@SuppressWarnings("ArrayRecordComponent") // read by position in the innermost loops; nobody writes to it
public record Example(double[] values, Channel channel, Label label, int source, int pair, boolean last, String group) {

    /** What an example is. */
    public enum Label {
        /** Ordinary traffic. */
        ORDINARY,
        /** Command and control. */
        ROGUE
    }
}
