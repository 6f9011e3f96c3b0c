package dev.sekisho.server.scope;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that an endpoint needs. Whoever has it on no unit at all is refused; on which rows it may be used is
 * decided by the policies of the tables. Every endpoint declares one of {@link Requires}, {@link SignedIn} and
 * {@link Open}; one that declares none answers nobody.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    /** The code of the permission. */
    String value();
}
