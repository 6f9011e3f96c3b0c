package dev.sekisho.server.identity;

import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Permission;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Gives the built-in roles, before the first request comes, the permissions that the rooms declare. */
@Component
final class RoleDefinitions implements SmartInitializingSingleton {
    private final Grants grants;
    private final List<Permission> permissions;

    RoleDefinitions(Grants grants, List<Permission> permissions) {
        this.grants = grants;
        this.permissions = permissions;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Actor.SETUP.run(() -> grants.define(permissions));
    }
}
