create table identity.account (
    id           uuid primary key,
    unit         uuid        not null,
    person       uuid,
    name         text        not null check (length(name) between 1 and 200),
    email        text        not null check (length(email) between 3 and 254),
    state        text        not null check (state in ('INVITED', 'ACTIVE', 'DISABLED')),
    -- Argon2id, in the encoder's own notation
    password     text,
    -- encrypted with the key of the data directory
    totp_secret  bytea,
    -- the last step whose code was accepted: none is accepted twice
    totp_step    bigint      not null default 0,
    failures     integer     not null default 0,
    locked_until timestamptz,
    created      timestamptz not null default now(),
    version      integer     not null default 1
);

create unique index account_by_email on identity.account (lower(email));
create index account_by_unit on identity.account (unit);
create unique index account_by_person on identity.account (person);

-- The same for everybody: names and codes of roles are no secret.
create table identity.role (
    id       uuid primary key,
    code     text    not null unique,
    built_in boolean not null,
    name_en  text    not null,
    name_ja  text    not null
);

create table identity.role_grant (
    id      uuid primary key,
    account uuid        not null references identity.account,
    role    uuid        not null references identity.role,
    unit    uuid        not null,
    starts  timestamptz not null,
    ends    timestamptz check (ends > starts),
    grantor uuid        not null,
    reason  text        not null check (length(reason) <= 1000),
    ended   timestamptz
);

create index role_grant_by_account on identity.role_grant (account);
create index role_grant_by_unit on identity.role_grant (unit);

-- A link that works once: for the first administrator, an invitation, a forgotten password.
create table identity.link (
    digest  bytea primary key check (length(digest) = 32),
    account uuid references identity.account,
    purpose text        not null check (purpose in ('FIRST_ADMINISTRATOR', 'CREDENTIALS')),
    expires timestamptz not null,
    check ((account is null) = (purpose = 'FIRST_ADMINISTRATOR'))
);

create table identity.token (
    id          uuid primary key,
    account     uuid        not null references identity.account,
    name        text        not null check (length(name) between 1 and 100),
    digest      bytea       not null unique check (length(digest) = 32),
    permissions text[]      not null check (cardinality(permissions) > 0),
    created     timestamptz not null default now(),
    expires     timestamptz not null check (expires > created),
    used        timestamptz
);

create index token_by_account on identity.token (account);

-- Spring Session's tables. They belong to accounts, not to units, and are asked by an id that only the browser knows.
create table identity.session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null unique,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval int      not null,
    expiry_time           bigint   not null,
    principal_name        varchar(100)
);

create index session_by_expiry on identity.session (expiry_time);
create index session_by_principal on identity.session (principal_name);

create table identity.session_attributes (
    session_primary_id char(36)     not null references identity.session on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);

alter table identity.account enable row level security;
create policy seen on identity.account for select
    using (id = scope.account() or ((select scope.everywhere('account.read')) or unit in (select scope.units('account.read'))));
create policy added on identity.account for insert
    with check ((select scope.everywhere('account.change')) or unit in (select scope.units('account.change')));
create policy changed on identity.account for update
    using (id = scope.account() or ((select scope.everywhere('account.change')) or unit in (select scope.units('account.change'))))
    with check (id = scope.account() or ((select scope.everywhere('account.change')) or unit in (select scope.units('account.change'))));

alter table identity.role_grant enable row level security;
create policy seen on identity.role_grant for select
    using (account = scope.account() or ((select scope.everywhere('role.read')) or unit in (select scope.units('role.read'))));
create policy added on identity.role_grant for insert
    with check (grantor = scope.account() and ((select scope.everywhere('role.grant')) or unit in (select scope.units('role.grant'))));
create policy changed on identity.role_grant for update
    using ((select scope.everywhere('role.grant')) or unit in (select scope.units('role.grant')))
    with check ((select scope.everywhere('role.grant')) or unit in (select scope.units('role.grant')));

alter table identity.link enable row level security;
create policy own on identity.link
    using (scope.is_system())
    with check (scope.is_system()
                or exists (select from identity.account
                            where account.id = link.account
                              and ((select scope.everywhere('account.change')) or account.unit in (select scope.units('account.change')))));

alter table identity.token enable row level security;
create policy own on identity.token
    using (account = scope.account() or scope.is_system())
    with check (account = scope.account() or scope.is_system());

grant usage on schema identity to sekisho_application;
grant select, insert, update on identity.account, identity.role, identity.role_grant to sekisho_application;
grant select, insert, update, delete on identity.link, identity.token, identity.session, identity.session_attributes
    to sekisho_application;
