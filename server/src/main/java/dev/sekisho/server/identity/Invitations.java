package dev.sekisho.server.identity;

import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.ActorPermissions;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How accounts are made, opened again and closed by those who look after them. */
@Component
@Transactional
public class Invitations {
    private final Accounts accounts;
    private final Links links;
    private final Units units;
    private final Sessions sessions;
    private final ActorPermissions permissions;

    Invitations(Accounts accounts, Links links, Units units, Sessions sessions, ActorPermissions permissions) {
        this.accounts = accounts;
        this.links = links;
        this.units = units;
        this.sessions = sessions;
        this.permissions = permissions;
    }

    /** Makes an account in a unit. Returns the path of the link by which its owner sets his credentials. */
    public String invite(String unitCode, String name, String email) {
        Unit unit = units.getByCode(unitCode);
        UUID account = accounts.invite(unit.id(), name, email);
        return links.forCredentials(account, unit.id());
    }

    /** Another link for an account, for a forgotten password or a lost authenticator. */
    public String renew(UUID id) {
        Account account = accounts.get(id);
        permissions.require(IdentityPermissions.ACCOUNT_CHANGE, account.unit());
        return links.forCredentials(id, account.unit());
    }

    /** Closes an account and ends its sessions, or opens it again. */
    public void setDisabled(UUID id, boolean disabled) {
        Account account = accounts.get(id);
        permissions.require(IdentityPermissions.ACCOUNT_CHANGE, account.unit());
        accounts.setDisabled(account, disabled);
        if (disabled) {
            sessions.endAll(id);
        }
    }
}
