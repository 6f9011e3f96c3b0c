package dev.sekisho.server.scope;

import java.util.Set;

/**
 * Something that a role can allow. A room declares each of its permissions as a bean of this kind.
 *
 * @param code such as {@code person.read}; also the key of its name in the texts, behind {@code permission.}
 * @param roles the built-in roles that hold it
 */
public record Permission(String code, Set<BuiltInRole> roles) {
    public Permission {
        if (!code.matches("[a-z]+(\\.[a-z]+)+")) {
            throw new IllegalArgumentException("a permission is named like person.read, but is \"" + code + "\"");
        }
        roles = Set.copyOf(roles);
    }

    public Permission(String code, BuiltInRole... roles) {
        this(code, Set.of(roles));
    }
}
