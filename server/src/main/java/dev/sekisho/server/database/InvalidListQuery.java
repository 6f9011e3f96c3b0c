package dev.sekisho.server.database;

/** What is asked of a list makes no sense: an unknown column, a cursor that is none. */
public final class InvalidListQuery extends RuntimeException {
    public InvalidListQuery(String message) {
        super(message);
    }

    public InvalidListQuery(String message, Throwable cause) {
        super(message, cause);
    }
}
