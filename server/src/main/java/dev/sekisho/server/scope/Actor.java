package dev.sekisho.server.scope;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who acts: an account, perhaps through a token that is limited to some permissions, or one of the server's own accounts.
 *
 * @param account the account
 * @param name what evidence calls it: an account's name as of now
 * @param tokenPermissions the permissions to which a token limits the account; empty: not limited
 */
public record Actor(UUID account, String name, Set<String> tokenPermissions) {
    /** Sets the server up: roles, the first administrator, the sample. */
    public static final Actor SETUP = system(0x0a, "setup");

    /** Looks for the account that somebody claims to be, and checks what he knows. */
    public static final Actor AUTHENTICATION = system(0x0b, "authentication");

    /** Gives evidence its place in the log, and reads the log for those who may see a part of it. */
    public static final Actor SEQUENCER = system(0x0c, "sequencer");

    /** Tells people what concerns them: finds out who they are, and sends their mail. */
    public static final Actor NOTICE = system(0x0d, "notice");

    /** Takes in what sensors saw, and raises alerts. */
    public static final Actor SENSORS = system(0x20, "sensors");

    private static final ScopedValue<Actor> CURRENT = ScopedValue.newInstance();

    public Actor {
        tokenPermissions = Set.copyOf(tokenPermissions);
    }

    private static Actor system(int number, String name) {
        return new Actor(new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0000L | number), name, Set.of());
    }

    /**
     * The one who acts in this thread.
     *
     * @throws IllegalStateException if nobody does
     */
    public static Actor current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException("nobody acts here: this must run inside Actor.run or Actor.call");
        }
        return CURRENT.get();
    }

    /** Whether anybody acts in this thread. */
    public static boolean isKnown() {
        return CURRENT.isBound();
    }

    /** Does something as this actor. A transaction that is already open keeps the actor with whom it began. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** As {@link #run}, with a result. */
    public <T> T call(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** As {@link #call}, for work that throws. */
    public <T extends @Nullable Object, X extends Throwable> T perform(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }
}
