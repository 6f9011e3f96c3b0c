-- Public keys of WebAuthn credentials (W3C Web Authentication Level 3, section 4: credential record).
create table identity.passkey (
    id               uuid primary key,
    account          uuid        not null references identity.account,
    credential       bytea       not null unique check (length(credential) between 16 and 1023),
    label            text        not null check (length(label) between 1 and 100),
    -- COSE_Key
    public_key       bytea       not null,
    -- how the authenticator attested it
    attestation      bytea       not null,
    client_data      bytea       not null,
    signature_count  bigint      not null,
    transports       text[]      not null,
    -- whether its provider may copy it to other devices, and has
    backup_eligible  boolean     not null,
    backed_up        boolean     not null,
    created          timestamptz not null,
    used             timestamptz not null
);

create index passkey_by_account on identity.passkey (account);

alter table identity.passkey enable row level security;
create policy own on identity.passkey
    using (account = scope.account() or scope.is_system())
    with check (account = scope.account() or scope.is_system());

grant select, insert, update, delete on identity.passkey to sekisho_application;
