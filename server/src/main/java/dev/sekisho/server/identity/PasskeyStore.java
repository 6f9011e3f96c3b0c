package dev.sekisho.server.identity;

import dev.sekisho.server.database.Uuids;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Repository;

/**
 * Accounts and their passkeys as Spring's WebAuthn operations ask for them. The user handle of an account is its id, and so
 * is its user name there: an address can change, and a handle should say nothing about a person (Web Authentication Level 3,
 * section 14.6.1).
 */
@Repository
class PasskeyStore implements UserCredentialRepository, PublicKeyCredentialUserEntityRepository {
    private static final String SELECT = """
            select account, credential, label, public_key, attestation, client_data, signature_count, transports,
                   backup_eligible, backed_up, created, used
              from identity.passkey
            """;

    private final JdbcClient jdbc;

    PasskeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a passkey, or takes over what its last use changed. */
    @Override
    public void save(CredentialRecord passkey) {
        jdbc.sql("""
                insert into identity.passkey (id, account, credential, label, public_key, attestation, client_data, signature_count,
                                              transports, backup_eligible, backed_up, created, used)
                values (:id, :account, :credential, :label, :key, :attestation, :clientData, :count,
                        :transports, :eligible, :backedUp, :created, :used)
                on conflict (credential) do update
                   set signature_count = excluded.signature_count,
                       backed_up = excluded.backed_up,
                       used = excluded.used
                 where passkey.account = excluded.account
                """)
                .param("id", Uuids.next())
                .param("account", account(passkey.getUserEntityUserId()))
                .param("credential", passkey.getCredentialId().getBytes())
                .param("label", passkey.getLabel())
                .param("key", passkey.getPublicKey().getBytes())
                .param(
                        "attestation",
                        Objects.requireNonNull(passkey.getAttestationObject()).getBytes())
                .param(
                        "clientData",
                        Objects.requireNonNull(passkey.getAttestationClientDataJSON())
                                .getBytes())
                .param("count", passkey.getSignatureCount())
                .param(
                        "transports",
                        passkey.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .toArray(String[]::new))
                .param("eligible", passkey.isBackupEligible())
                .param("backedUp", passkey.isBackupState())
                .param("created", Timestamp.from(passkey.getCreated()))
                .param("used", Timestamp.from(passkey.getLastUsed()))
                .update();
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credential) {
        return jdbc.sql(SELECT + " where credential = :credential")
                .param("credential", credential.getBytes())
                .query(PasskeyStore::passkey)
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        return jdbc.sql(SELECT + " where account = :account")
                .param("account", account(handle))
                .query(PasskeyStore::passkey)
                .list();
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        return user(account(handle));
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String name) {
        return user(UUID.fromString(name));
    }

    private @Nullable PublicKeyCredentialUserEntity user(UUID account) {
        return jdbc.sql("select name, email from identity.account where id = :id and state = 'ACTIVE'")
                .param("id", account)
                .query((row, number) -> ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(handle(account))
                        .name(row.getString("email"))
                        .displayName(row.getString("name"))
                        .build())
                .optional()
                .orElse(null);
    }

    /** Passkeys are removed by {@link Passkeys}, which leaves evidence. */
    @Override
    public void delete(Bytes credentialOrHandle) {
        throw new UnsupportedOperationException("passkeys are removed by Passkeys.remove");
    }

    /** Accounts are made by {@link Accounts} alone. */
    @Override
    public void save(PublicKeyCredentialUserEntity user) {
        throw new UnsupportedOperationException("accounts are made by Accounts.invite");
    }

    private static CredentialRecord passkey(ResultSet row, int number) throws SQLException {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes("credential")))
                .userEntityUserId(handle(row.getObject("account", UUID.class)))
                .label(row.getString("label"))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .attestationObject(new Bytes(row.getBytes("attestation")))
                .attestationClientDataJSON(new Bytes(row.getBytes("client_data")))
                .signatureCount(row.getLong("signature_count"))
                .uvInitialized(true)
                .transports(transports((String[]) row.getArray("transports").getArray()))
                .backupEligible(row.getBoolean("backup_eligible"))
                .backupState(row.getBoolean("backed_up"))
                .created(row.getTimestamp("created").toInstant())
                .lastUsed(row.getTimestamp("used").toInstant())
                .build();
    }

    private static Set<AuthenticatorTransport> transports(String[] names) {
        return Arrays.stream(names).map(AuthenticatorTransport::valueOf).collect(Collectors.toSet());
    }

    private static Bytes handle(UUID account) {
        return new Bytes(ByteBuffer.allocate(16)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array());
    }

    /** The account of a user handle; a nobody for one that is not of this server's making. */
    static UUID account(Bytes handle) {
        byte[] bytes = handle.getBytes();
        if (bytes.length != 16) {
            return new UUID(0, 0);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
