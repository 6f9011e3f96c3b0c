package dev.sekisho.server.identity;

import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Passkeys (W3C Web Authentication Level 3). Each is bound to this server's public address, verifies its user by itself
 * (fingerprint, face, PIN) and so stands for both factors. A password that is locked does not lock passkeys: nobody can
 * guess one.
 */
@Repository
@Transactional(readOnly = true)
public class Passkeys {
    static final int LONGEST_LABEL = 100;
    static final int MOST_PASSKEYS = 20;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final WebAuthnRelyingPartyOperations relyingParty;

    Passkeys(JdbcClient jdbc, Ledger ledger, PasskeyStore store, @Value("${sekisho.public-url}") URI publicUrl) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.relyingParty = relyingParty(store, publicUrl);
    }

    private static WebAuthnRelyingPartyOperations relyingParty(PasskeyStore store, URI publicUrl) {
        PublicKeyCredentialRpEntity self = PublicKeyCredentialRpEntity.builder()
                .id(publicUrl.getHost())
                .name("Sekisho")
                .build();
        var operations = new Webauthn4JRelyingPartyOperations(store, store, self, Set.of(publicUrl.toString()));
        operations.setCustomizeCreationOptions(
                options -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build()));
        operations.setCustomizeRequestOptions(
                options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        return operations;
    }

    /** What the browser of the one who acts is to make a passkey with. */
    PublicKeyCredentialCreationOptions creationOptions() {
        if (own().size() >= MOST_PASSKEYS) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "passkey.tooMany", MOST_PASSKEYS);
        }
        SignedInAccount account =
                new SignedInAccount(Actor.current().account(), Actor.current().name());
        return relyingParty.createPublicKeyCredentialCreationOptions(
                new ImmutablePublicKeyCredentialCreationOptionsRequest(
                        AccountAuthentication.at(Stage.SIGNED_IN, account)));
    }

    /**
     * Takes a new passkey of the one who acts over.
     *
     * @param options those for which it was made
     */
    @Transactional
    public void add(
            PublicKeyCredentialCreationOptions options,
            PublicKeyCredential<AuthenticatorAttestationResponse> made,
            String label) {
        if (label.isBlank() || label.length() > LONGEST_LABEL) {
            throw Refusal.invalid("label", "passkey.invalid.label", LONGEST_LABEL);
        }
        UUID account = Actor.current().account();
        if (!PasskeyStore.account(options.getUser().getId()).equals(account)) {
            throw Refusal.notFound();
        }
        relyingParty.registerCredential(
                new ImmutableRelyingPartyRegistrationRequest(options, new RelyingPartyPublicKey(made, label)));
        ledger.record(new Evidence("passkey.added", unitOf(account), account, Map.of("label", label)));
    }

    /** What a browser that nobody is signed in at is to answer. It names no account: the authenticator knows whose it is. */
    PublicKeyCredentialRequestOptions requestOptions() {
        return relyingParty.createCredentialRequestOptions(new ImmutablePublicKeyCredentialRequestOptionsRequest(
                new AnonymousAuthenticationToken("nobody", "nobody", AuthorityUtils.createAuthorityList("NOBODY"))));
    }

    /**
     * Whose passkey answered.
     *
     * @param options those that it answers
     * @return empty if the account is not an active one
     * @throws RuntimeException of the WebAuthn library if the answer does not hold
     */
    @Transactional
    public Optional<SignedInAccount> signIn(
            PublicKeyCredentialRequestOptions options, PublicKeyCredential<AuthenticatorAssertionResponse> answer) {
        @Nullable
        PublicKeyCredentialUserEntity user =
                relyingParty.authenticate(new RelyingPartyAuthenticationRequest(options, answer));
        if (user == null) {
            return Optional.empty();
        }
        UUID account = PasskeyStore.account(user.getId());
        String name = String.valueOf(user.getDisplayName());
        ledger.record(
                new Evidence("signin.succeeded", unitOf(account), account, Map.of("account", name, "by", "passkey")));
        return Optional.of(new SignedInAccount(account, name));
    }

    /** The passkeys of the one who acts, newest first. */
    public List<Passkey> own() {
        return jdbc.sql("""
                select id, label, backed_up, created, used from identity.passkey where account = :account order by created desc
                """)
                .param("account", Actor.current().account())
                .query((row, number) -> new Passkey(
                        row.getObject("id", UUID.class),
                        row.getString("label"),
                        row.getBoolean("backed_up"),
                        row.getTimestamp("created").toInstant(),
                        row.getTimestamp("used").toInstant()))
                .list();
    }

    /** Takes a passkey of the one who acts away. */
    @Transactional
    public void remove(UUID id) {
        UUID account = Actor.current().account();
        String label = jdbc.sql("delete from identity.passkey where id = :id and account = :account returning label")
                .param("id", id)
                .param("account", account)
                .query((row, number) -> row.getString(1))
                .optional()
                .orElseThrow(Refusal::notFound);
        ledger.record(new Evidence("passkey.removed", unitOf(account), account, Map.of("label", label)));
    }

    private UUID unitOf(UUID account) {
        return jdbc.sql("select unit from identity.account where id = :id")
                .param("id", account)
                .query((row, number) -> row.getObject("unit", UUID.class))
                .optional()
                .orElse(Unit.GROUP);
    }

    /**
     * A passkey as its owner sees it.
     *
     * @param backedUp whether its provider keeps copies of it elsewhere
     */
    public record Passkey(UUID id, String label, boolean backedUp, Instant created, Instant used) {}
}
