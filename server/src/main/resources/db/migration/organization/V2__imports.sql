-- Lists that came in and what they would change, kept for a limited time until they are applied. Each belongs to the
-- account that brought it.
create table organization.import (
    id        uuid primary key,
    account   uuid        not null,
    kind      text        not null check (kind in ('PEOPLE', 'UNITS')),
    policy    text        not null check (policy in ('STOP', 'SKIP', 'UPDATE')),
    file_name text        not null check (length(file_name) <= 200),
    -- SHA-256 of the file
    digest    bytea       not null check (length(digest) = 32),
    made      timestamptz not null default now(),
    expires   timestamptz not null,
    applied   timestamptz
);

create index import_by_account on organization.import (account);

create table organization.import_row (
    -- also the id of what a new row becomes
    id             uuid primary key,
    import         uuid    not null references organization.import on delete cascade,
    number         integer not null,
    state          text    not null check (state in ('NEW', 'CHANGED', 'UNCHANGED', 'REFUSED')),
    key            text    not null,
    label          text    not null,
    -- what the file says, by the names of the columns that it has
    fields         jsonb   not null,
    -- what stands there now, where it differs
    before         jsonb   not null default '{}',
    reason         text    not null default '',
    arguments      text[]  not null default '{}',
    unit           uuid,
    entity         uuid,
    entity_version integer,
    membership     uuid    not null,
    unique (import, number)
);

create index import_row_by_key on organization.import_row (import, key);

alter table organization.import enable row level security;
create policy own on organization.import
    using (account = scope.account() or scope.is_system())
    with check (account = scope.account());

alter table organization.import_row enable row level security;
create policy own on organization.import_row
    using (import in (select import.id from organization.import))
    with check (import in (select import.id from organization.import));

-- Which new rows of the acting account's import have the number or the mail address of somebody else, also of people whom
-- the account may not see: entering them one by one would tell as much.
create function organization.taken_people(asked uuid) returns table (row_id uuid, by_number boolean)
    language sql stable security definer
    set search_path = ''
begin atomic
    select import_row.id, true
      from organization.import_row
      join organization.import on import.id = import_row.import
      join organization.person on person.number = import_row.key
     where import.id = asked
       and import.account = scope.account()
       and import_row.state = 'NEW'
     union all
    select import_row.id, false
      from organization.import_row
      join organization.import on import.id = import_row.import
      join organization.person on lower(person.email) = lower(nullif(import_row.fields ->> 'email', ''))
     where import.id = asked
       and import.account = scope.account()
       and import_row.state in ('NEW', 'CHANGED')
       and person.number <> import_row.key;
end;

-- Whether a code belongs to a unit, also to one that may not be seen.
create function organization.taken_units(asked uuid) returns setof uuid
    language sql stable security definer
    set search_path = ''
begin atomic
    select import_row.id
      from organization.import_row
      join organization.import on import.id = import_row.import
      join organization.unit on unit.code = import_row.key
     where import.id = asked
       and import.account = scope.account()
       and import_row.state = 'NEW';
end;

revoke all on function organization.taken_people, organization.taken_units from public;
grant execute on function organization.taken_people, organization.taken_units to sekisho_application;
grant select, insert, update, delete on organization.import, organization.import_row to sekisho_application;
