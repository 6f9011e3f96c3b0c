package dev.sekisho.server.identity;

import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * An account that has proved who it is, up to a stage. Sessions hold nothing else of it, so that a change of roles acts at
 * once. Its name is the account's id: by it the sessions of an account are found.
 */
final class AccountAuthentication extends AbstractAuthenticationToken {
    private final SignedInAccount account;
    private final Stage stage;
    private final Set<String> tokenPermissions;

    private AccountAuthentication(SignedInAccount account, Stage stage, Set<String> tokenPermissions) {
        super(List.of(new SimpleGrantedAuthority(stage.authority())));
        this.account = account;
        this.stage = stage;
        this.tokenPermissions = tokenPermissions;
        setAuthenticated(true);
    }

    static AccountAuthentication at(Stage stage, SignedInAccount account) {
        return new AccountAuthentication(account, stage, Set.of());
    }

    /** Through a token that is limited to some permissions. */
    static AccountAuthentication byToken(SignedInAccount account, Set<String> permissions) {
        return new AccountAuthentication(account, Stage.SIGNED_IN, Set.copyOf(permissions));
    }

    Stage stage() {
        return stage;
    }

    Set<String> tokenPermissions() {
        return tokenPermissions;
    }

    @Override
    public SignedInAccount getPrincipal() {
        return account;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return account.id().toString();
    }
}
