create table organization.unit (
    id         uuid primary key,
    code       text      not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
    kind       text      not null check (kind in ('GROUP', 'BUSINESS_UNIT', 'DIVISION', 'DEPARTMENT', 'COMPANY',
                                                  'OVERSEAS_COMPANY', 'PARTNER')),
    audit_unit boolean   not null default false,
    zone       text      not null,
    valid      daterange not null check (not isempty(valid)),
    version    integer   not null default 1
);

create table organization.unit_name (
    unit     uuid not null references organization.unit,
    language text not null check (language in ('en', 'ja')),
    name     text not null check (length(name) between 1 and 200),
    primary key (unit, language)
);

create table organization.unit_edge (
    child          uuid      not null references organization.unit,
    parent         uuid      not null references organization.unit,
    valid          daterange not null check (not isempty(valid)),
    breaks_command boolean   not null default false,
    primary key (child, valid),
    check (child <> parent)
);

create index unit_edge_by_parent on organization.unit_edge (parent);

create table organization.unit_succession (
    predecessor uuid not null references organization.unit,
    successor   uuid not null references organization.unit,
    day         date not null,
    kind        text not null check (kind in ('RENAME', 'MERGE', 'SPLIT', 'TRANSFER')),
    primary key (predecessor, successor, day)
);

create table organization.person (
    id          uuid primary key,
    unit        uuid      not null references organization.unit,
    number      text      not null unique check (length(number) between 1 and 40),
    family_name text      not null check (length(family_name) between 1 and 100),
    given_name  text      not null check (length(given_name) <= 100),
    reading     text      not null default '' check (length(reading) <= 200),
    email       text check (length(email) <= 254),
    valid       daterange not null check (not isempty(valid)),
    version     integer   not null default 1
);

create index person_by_unit on organization.person (unit);
create index person_by_family_name on organization.person (family_name, id);
create unique index person_by_email on organization.person (lower(email));

create table organization.membership (
    id     uuid primary key,
    person uuid      not null references organization.person,
    unit   uuid      not null references organization.unit,
    kind   text      not null check (kind in ('MAIN', 'CONCURRENT', 'SECONDED_IN', 'SECONDED_OUT')),
    valid  daterange not null check (not isempty(valid))
);

create index membership_by_person on organization.membership (person);
create index membership_by_unit on organization.membership (unit);

create table organization.post (
    id     uuid primary key,
    person uuid      not null references organization.person,
    unit   uuid      not null references organization.unit,
    kind   text      not null check (kind in ('HEAD', 'DEPUTY', 'ACTING', 'DELEGATE', 'SECURITY_MANAGER', 'SMF_MANAGER')),
    valid  daterange not null check (not isempty(valid))
);

create index post_by_person on organization.post (person);
create index post_by_unit on organization.post (unit);

create table organization.qualification (
    id       uuid primary key,
    person   uuid not null references organization.person,
    scheme   text not null check (length(scheme) between 1 and 100),
    grade    text not null check (length(grade) <= 100),
    number   text check (length(number) <= 100),
    issued   date not null,
    -- the last valid day; null: does not end
    valid_to date check (valid_to >= issued)
);

create index qualification_by_person on organization.qualification (person);

-- The group itself. Its name is set when the first administrator comes.
insert into organization.unit (id, code, kind, zone, valid)
values ('00000000-0000-7000-8000-000000000001', 'group', 'GROUP', 'UTC', daterange('1900-01-01', null));
insert into organization.unit_name (unit, language, name)
values ('00000000-0000-7000-8000-000000000001', 'en', 'Group'),
       ('00000000-0000-7000-8000-000000000001', 'ja', 'グループ');
insert into scope.branch (ancestor, descendant, valid)
values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001', tstzrange(null, null));

alter table organization.unit enable row level security;
create policy seen on organization.unit for select
    using ((select scope.everywhere('unit.read')) or id in (select scope.units('unit.read')));
create policy changed on organization.unit for update
    using ((select scope.everywhere('unit.change')) or id in (select scope.units('unit.change')))
    with check ((select scope.everywhere('unit.change')) or id in (select scope.units('unit.change')));

alter table organization.unit_name enable row level security;
create policy seen on organization.unit_name for select
    using ((select scope.everywhere('unit.read')) or unit in (select scope.units('unit.read')));
create policy added on organization.unit_name for insert
    with check ((select scope.everywhere('unit.change')) or unit in (select scope.units('unit.change')));
create policy changed on organization.unit_name for update
    using ((select scope.everywhere('unit.change')) or unit in (select scope.units('unit.change')))
    with check ((select scope.everywhere('unit.change')) or unit in (select scope.units('unit.change')));

alter table organization.unit_edge enable row level security;
create policy seen on organization.unit_edge for select
    using ((select scope.everywhere('unit.read')) or child in (select scope.units('unit.read')));

alter table organization.unit_succession enable row level security;
create policy seen on organization.unit_succession for select
    using (((select scope.everywhere('unit.read')) or successor in (select scope.units('unit.read'))) or ((select scope.everywhere('unit.read')) or predecessor in (select scope.units('unit.read'))));
create policy added on organization.unit_succession for insert
    with check (((select scope.everywhere('unit.change')) or successor in (select scope.units('unit.change'))) and ((select scope.everywhere('unit.change')) or predecessor in (select scope.units('unit.change'))));

alter table organization.person enable row level security;
create policy seen on organization.person for select
    using ((select scope.everywhere('person.read')) or unit in (select scope.units('person.read')));
create policy added on organization.person for insert
    with check ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')));
create policy changed on organization.person for update
    using ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')))
    with check ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')));

alter table organization.membership enable row level security;
create policy seen on organization.membership for select
    using ((select scope.everywhere('person.read')) or unit in (select scope.units('person.read')));
create policy added on organization.membership for insert
    with check ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')));
create policy changed on organization.membership for update
    using ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')))
    with check ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')));

alter table organization.post enable row level security;
create policy seen on organization.post for select
    using ((select scope.everywhere('person.read')) or unit in (select scope.units('person.read')));
create policy added on organization.post for insert
    with check ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')));
create policy changed on organization.post for update
    using ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')))
    with check ((select scope.everywhere('person.change')) or unit in (select scope.units('person.change')));

-- Whoever sees the person sees what he is qualified for.
alter table organization.qualification enable row level security;
create policy seen on organization.qualification for select
    using (exists (select from organization.person where person.id = qualification.person));
create policy added on organization.qualification for insert
    with check (exists (select from organization.person
                         where person.id = qualification.person
                           and ((select scope.everywhere('person.change')) or person.unit in (select scope.units('person.change')))));

-- Derives who is below whom for a unit and all that ever hangs below it. Runs as the owner: the way up to the top is
-- needed in full, also by somebody who may not see it.
create function organization.derive_branches(changed uuid) returns void
    language plpgsql
    set search_path = ''
as $$
declare
    moved uuid[];
begin
    with recursive subtree (unit) as (
        select changed
         union
        select edge.child from subtree join organization.unit_edge as edge on edge.parent = subtree.unit
    )
    select array_agg(unit) into moved from subtree;

    delete from scope.branch where descendant = any (moved);

    with recursive span (child, parent, valid) as (
        select edge.child,
               edge.parent,
               tstzrange(lower(edge.valid)::timestamp at time zone unit.zone,
                         upper(edge.valid)::timestamp at time zone unit.zone)
          from organization.unit_edge as edge
          join organization.unit on unit.id = edge.child
    ), way (ancestor, descendant, valid) as (
        select id, id, tstzrange(lower(valid)::timestamp at time zone zone, upper(valid)::timestamp at time zone zone)
          from organization.unit
         where id = any (moved)
         union all
        select span.parent, way.descendant, way.valid * span.valid
          from way
          join span on span.child = way.ancestor and way.valid && span.valid
    )
    insert into scope.branch (ancestor, descendant, valid)
    select ancestor, descendant, valid from way where not isempty(valid);
end
$$;

-- Makes a unit below another from a day on.
create function organization.add_unit(unit_id uuid, unit_code text, unit_kind text, is_audit_unit boolean, unit_zone text,
                                      below uuid, starts date, breaks boolean) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not scope.holds('unit.change', below) then
        raise insufficient_privilege using message = 'adding a unit needs the permission unit.change on the unit above it';
    end if;
    insert into organization.unit (id, code, kind, audit_unit, zone, valid)
    values (unit_id, unit_code, unit_kind, is_audit_unit, unit_zone, daterange(starts, null));
    insert into organization.unit_edge (child, parent, valid, breaks_command)
    values (unit_id, below, daterange(starts, null), breaks);
    perform organization.derive_branches(unit_id);
end
$$;

-- Hangs a unit, with all below it, under another from a day on. What was planned for later days is dropped.
create function organization.move_unit(moved uuid, below uuid, starts date, breaks boolean) returns void
    language plpgsql security definer
    set search_path = ''
as $$
begin
    if not scope.holds('unit.change', below) or not scope.holds('unit.change', moved) then
        raise insufficient_privilege
            using message = 'moving a unit needs the permission unit.change on it and on the unit above its new place';
    end if;
    -- changes of the tree are rare; two at a time could make a circle that neither sees
    perform pg_advisory_xact_lock(hashtextextended('organization.unit_edge', 0));
    if exists (select from scope.branch
                where ancestor = moved
                  and descendant = below
                  and valid && tstzrange(starts::timestamp at time zone 'UTC', null)) then
        raise check_violation using message = 'a unit cannot hang below itself or below a unit that hangs below it';
    end if;
    delete from organization.unit_edge where child = moved and lower(valid) >= starts;
    update organization.unit_edge
       set valid = daterange(lower(valid), starts)
     where child = moved and (upper(valid) is null or upper(valid) > starts);
    insert into organization.unit_edge (child, parent, valid, breaks_command)
    values (moved, below, daterange(starts, null), breaks);
    update organization.unit set version = version + 1 where id = moved;
    perform organization.derive_branches(moved);
end
$$;

grant usage on schema organization to sekisho_application;
revoke all on all functions in schema organization from public;
grant execute on function organization.add_unit, organization.move_unit to sekisho_application;
grant select on organization.unit, organization.unit_name, organization.unit_edge, organization.unit_succession,
                organization.person, organization.membership, organization.post, organization.qualification
    to sekisho_application;
grant update on organization.unit to sekisho_application;
grant insert, update on organization.unit_name, organization.person, organization.membership, organization.post
    to sekisho_application;
grant insert on organization.unit_succession, organization.qualification to sekisho_application;
