-- Evidence gets its place in the log, and the log is kept here: tiles and entries by their names, the last checkpoint, and
-- the key that signs it, encrypted. Only the sequencer sees any of that.
alter table ledger.pending rename to evidence;
alter index ledger.pending_by_time rename to evidence_by_time;
alter index ledger.pending_by_unit rename to evidence_by_unit;
alter index ledger.pending_by_subject rename to evidence_by_subject;

-- Salts of 32 bytes, as the log asks for.
alter table ledger.evidence drop constraint pending_salt_check;
update ledger.evidence set salt = sha256(salt);
alter table ledger.evidence add constraint evidence_salt_check check (length(salt) = 32);

alter table ledger.evidence add column place bigint unique check (place >= 0);
create index evidence_waiting on ledger.evidence (id) where place is null;

create table ledger.resource (
    path    text primary key,
    content bytea not null
);

create table ledger.signing_key (
    single boolean primary key default true check (single),
    name   text  not null,
    seed   bytea not null
);

create function ledger.is_sequencer() returns boolean
    language sql stable parallel safe
    set search_path = ''
return scope.account() = '00000000-0000-7000-8000-00000000000c';

create policy sequenced on ledger.evidence for select
    using ((select ledger.is_sequencer()));
create policy placed on ledger.evidence for update
    using ((select ledger.is_sequencer()) and place is null)
    with check (place is not null);

alter table ledger.resource enable row level security;
create policy sequenced on ledger.resource
    using ((select ledger.is_sequencer()));

alter table ledger.signing_key enable row level security;
create policy sequenced on ledger.signing_key
    using ((select ledger.is_sequencer()));

-- Of evidence only its place is ever written, and once.
grant update (place) on ledger.evidence to sekisho_application;
grant select, insert, update, delete on ledger.resource to sekisho_application;
grant select, insert on ledger.signing_key to sekisho_application;
revoke all on all functions in schema ledger from public;
grant execute on all functions in schema ledger to sekisho_application;
