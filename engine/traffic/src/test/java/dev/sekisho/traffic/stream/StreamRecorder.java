package dev.sekisho.traffic.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Writes down what a parser is told, gaps as {@code [n]} and the end of a direction as {@code |}. */
final class StreamRecorder implements StreamParser {
    final StringBuilder client = new StringBuilder();
    final StringBuilder server = new StringBuilder();

    /** Both directions in the order in which they were handed on, a mark before each piece: > client, < server. */
    final StringBuilder both = new StringBuilder();

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        write(fromClient, new String(bytes, offset, length, ISO_8859_1));
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        write(fromClient, "[" + length + "]");
    }

    @Override
    public void endOf(boolean fromClient, long nanos) {
        write(fromClient, "|");
    }

    @Override
    public void end(long nanos) {
        both.append(".");
    }

    private void write(boolean fromClient, String text) {
        (fromClient ? client : server).append(text);
        both.append(fromClient ? '>' : '<').append(text);
    }
}
