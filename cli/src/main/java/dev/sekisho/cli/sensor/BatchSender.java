package dev.sekisho.cli.sensor;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends the batches of a buffer one after the other, each until the server has committed it. Runs in its own thread. */
public final class BatchSender implements Runnable {
    private static final long REST_MILLIS = 500;

    private final BatchBuffer buffer;
    private final SensorServer server;
    private volatile boolean finishing;

    public BatchSender(BatchBuffer buffer, SensorServer server) {
        this.buffer = buffer;
        this.server = server;
    }

    /** Ends when nothing waits any more. */
    public void finish() {
        finishing = true;
    }

    @Override
    public void run() {
        try {
            long next = server.progress(buffer.stream()).next();
            buffer.taken(next);
            while (true) {
                long number = buffer.first(next, REST_MILLIS);
                if (number >= 0) {
                    next = server.send(buffer.stream(), number, buffer.read(number));
                    if (next < number) {
                        throw new SensorServer.Refused("the server expects batch " + next
                                + ", which it had taken before and is not here any more");
                    }
                    buffer.taken(next);
                } else if (finishing) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
