-- What rooms have to say, as they said it. Whom it reaches is found out afterwards, by the server itself.
create table notice.announcement (
    id         uuid primary key,
    kind       text        not null check (length(kind) <= 100),
    -- those who hold this permission on one of these units, and these accounts
    units      uuid[]      not null,
    permission text        not null,
    accounts   uuid[]      not null,
    -- the one who did it knows
    except_for uuid        not null,
    path       text        not null check (path ~ '^/' and length(path) <= 500),
    arguments  jsonb       not null,
    urgent     boolean     not null,
    created    timestamptz not null default now(),
    handled    timestamptz
);

create index announcement_waiting on notice.announcement (created) where handled is null;

create table notice.mail (
    id           uuid primary key,
    account      uuid        not null,
    unit         uuid        not null,
    -- where it went; empty until somebody tried
    address      text        not null default '',
    state        text        not null
        check (state in ('WAITING', 'HANDING_OVER', 'SENT', 'FAILED', 'IN_DOUBT')),
    -- when it may go, or be tried again
    due          timestamptz not null,
    attempts     integer     not null default 0,
    leased_until timestamptz,
    answer       text        not null default '' check (length(answer) <= 1000),
    created      timestamptz not null default now(),
    settled      timestamptz
);

create index mail_due on notice.mail (due) where state in ('WAITING', 'HANDING_OVER');
create index mail_by_account on notice.mail (account) where state = 'WAITING';
create index mail_by_created on notice.mail (created, id);

create table notice.message (
    id        uuid primary key,
    account   uuid        not null,
    kind      text        not null,
    path      text        not null,
    arguments jsonb       not null,
    urgent    boolean     not null,
    created   timestamptz not null,
    read      timestamptz,
    -- the mail in which it goes out, if it does
    mail      uuid references notice.mail
);

create index message_by_account on notice.message (account, created, id);
create index message_unread on notice.message (account) where read is null;
create index message_by_mail on notice.message (mail) where mail is not null;

create table notice.setting (
    account     uuid primary key,
    language    text     not null check (language in ('en', 'ja')),
    zone        text     not null check (length(zone) <= 60),
    mode        text     not null check (mode in ('AT_ONCE', 'DAILY', 'NEVER')),
    digest_hour smallint not null check (digest_hour between 0 and 23),
    quiet_from  time,
    quiet_until time,
    muted       text[]   not null default '{}',
    check ((quiet_from is null) = (quiet_until is null))
);

alter table notice.announcement enable row level security;
create policy said on notice.announcement for insert with check (except_for = scope.account());
create policy handled on notice.announcement
    using (scope.is_system())
    with check (scope.is_system());

-- Everybody sees his own; the server itself hands them out.
alter table notice.message enable row level security;
create policy seen on notice.message for select using (account = scope.account() or scope.is_system());
create policy added on notice.message for insert with check (scope.is_system());
create policy changed on notice.message for update
    using (account = scope.account() or scope.is_system())
    with check (account = scope.account() or scope.is_system());

alter table notice.setting enable row level security;
create policy own on notice.setting
    using (account = scope.account() or scope.is_system())
    with check (account = scope.account());

-- Those who look after mail see that it goes out and not what it says.
alter table notice.mail enable row level security;
create policy seen on notice.mail for select
    using (scope.is_system() or ((select scope.everywhere('mail.operate')) or unit in (select scope.units('mail.operate'))));
create policy added on notice.mail for insert with check (scope.is_system());
create policy changed on notice.mail for update
    using (scope.is_system() or ((select scope.everywhere('mail.operate')) or unit in (select scope.units('mail.operate'))))
    with check (scope.is_system() or ((select scope.everywhere('mail.operate')) or unit in (select scope.units('mail.operate'))));

grant usage on schema notice to sekisho_application;
grant select, insert, update on notice.announcement, notice.message, notice.mail, notice.setting to sekisho_application;
