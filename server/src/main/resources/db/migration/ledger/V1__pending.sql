-- Evidence in the order in which it was recorded, waiting to be sequenced into the log. Facts may be personal and stay
-- here; only a salted digest of them enters the log.
create table ledger.pending (
    id       uuid primary key,
    recorded timestamptz not null default now(),
    account  uuid        not null,
    actor    text        not null,
    kind     text        not null,
    unit     uuid        not null,
    subject  uuid,
    facts    jsonb       not null,
    salt     bytea       not null check (length(salt) = 16)
);

create index pending_by_time on ledger.pending (recorded, id);
create index pending_by_unit on ledger.pending (unit, recorded, id);
create index pending_by_subject on ledger.pending (subject);

alter table ledger.pending enable row level security;
create policy seen on ledger.pending for select
    using ((select scope.everywhere('evidence.read')) or unit in (select scope.units('evidence.read')));
create policy recorded on ledger.pending for insert
    with check (account = scope.account());

grant usage on schema ledger to sekisho_application;
-- Nothing is ever changed or taken back.
grant select, insert on ledger.pending to sekisho_application;
