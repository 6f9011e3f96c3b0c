create sequence incident.incident_number;

create table incident.incident (
    id               uuid primary key,
    number           bigint      not null unique default nextval('incident.incident_number'),
    -- the unit that answers for it
    unit             uuid        not null,
    title            text        not null check (length(title) between 1 and 200),
    summary          text        not null check (length(summary) <= 20000),
    severity         text        not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    category         text        not null check (length(category) between 1 and 40),
    marking          text        not null check (marking in ('CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT', 'RED')),
    phase            text        not null check (phase in ('IDENTIFY', 'CONTAIN', 'ERADICATE', 'RECOVER', 'LEARN')),
    state            text        not null check (state in ('OPEN', 'CLOSED')),
    -- what it turned out to be; known when it is closed
    outcome          text check (outcome in ('HARM', 'NO_HARM', 'FALSE_ALARM')),
    drill            boolean     not null default false,
    -- whence it came: such as an alert and its id
    origin_kind      text        not null check (origin_kind ~ '^[a-z][a-z-]{0,39}$'),
    origin_reference text        not null check (length(origin_reference) <= 200),
    occurred         timestamptz,
    detected         timestamptz not null,
    opened           timestamptz not null default now(),
    opened_by        uuid        not null,
    opened_by_name   text        not null,
    closed           timestamptz,
    closed_by        uuid,
    closed_by_name   text,
    cost             numeric(15, 2) check (cost >= 0),
    currency         text        not null default 'JPY' check (currency ~ '^[A-Z]{3}$'),
    root_cause       text        not null default '' check (length(root_cause) <= 20000),
    lessons          text        not null default '' check (length(lessons) <= 20000),
    version          integer     not null default 1,
    check ((state = 'CLOSED') = (closed is not null and closed_by is not null and outcome is not null)),
    check (state = 'OPEN' or (root_cause <> '' and lessons <> '')),
    check (occurred is null or occurred <= detected)
);

create index incident_by_unit on incident.incident (unit);
create index incident_by_number on incident.incident (number, id);
create index incident_open on incident.incident (detected) where state = 'OPEN';
-- An alert, a mail or a case of another system becomes one incident of a unit, however often it is handed in.
create unique index incident_by_origin on incident.incident (unit, origin_kind, origin_reference)
    where origin_reference <> '';

create table incident.affected_unit (
    incident uuid not null references incident.incident,
    unit     uuid not null,
    primary key (incident, unit)
);

create index affected_unit_by_unit on incident.affected_unit (unit);

create table incident.task (
    id       uuid primary key,
    incident uuid    not null references incident.incident,
    phase    text    not null check (phase in ('IDENTIFY', 'CONTAIN', 'ERADICATE', 'RECOVER', 'LEARN')),
    place    integer not null,
    -- the key of its text where it comes from a template, and what people wrote where it does not
    template text check (length(template) between 1 and 100),
    title    text    not null check (length(title) <= 500),
    state    text    not null check (state in ('OPEN', 'DONE', 'NOT_NEEDED')),
    due      date,
    note     text    not null default '' check (length(note) <= 2000),
    settled  timestamptz,
    settled_by_name text,
    version  integer not null default 1,
    check ((template is null) = (title <> '')),
    check ((state = 'OPEN') = (settled is null))
);

create index task_by_incident on incident.task (incident, phase, place);

-- What happened, what was done and what was said. Nothing is changed or removed: a correction is another entry.
create table incident.entry (
    id           uuid primary key,
    incident     uuid        not null references incident.incident,
    kind         text        not null check (kind in ('FACT', 'ACTION', 'DECISION', 'COMMUNICATION', 'CHANGE')),
    occurred     timestamptz not null,
    recorded     timestamptz not null default now(),
    account      uuid        not null,
    actor        text        not null,
    text         text        not null check (length(text) between 1 and 20000),
    -- of a CHANGE that the server wrote itself: the key of its text, the text holding what stands in it
    change       text,
    channel      text check (channel in ('MAIL', 'TELEPHONE', 'MEETING', 'CHAT', 'LETTER', 'PORTAL')),
    direction    text check (direction in ('IN', 'OUT')),
    counterpart  text check (length(counterpart) between 1 and 200),
    check ((kind = 'COMMUNICATION') = (channel is not null and direction is not null and counterpart is not null)),
    check ((kind = 'CHANGE') = (change is not null))
);

create index entry_by_incident on incident.entry (incident, occurred, id);

create table incident.assignment (
    id       uuid primary key,
    incident uuid        not null references incident.incident,
    account  uuid        not null,
    name     text        not null,
    role     text        not null check (role in ('LEAD', 'HANDLER', 'FORENSICS', 'COMMUNICATION', 'LEGAL', 'OBSERVER')),
    began    timestamptz not null default now(),
    ended    timestamptz,
    -- what the next one was told
    handover text        not null default '' check (length(handover) <= 20000)
);

create index assignment_by_incident on incident.assignment (incident);
create index assignment_by_account on incident.assignment (account) where ended is null;
create unique index assignment_of_lead on incident.assignment (incident) where role = 'LEAD' and ended is null;
create unique index assignment_once on incident.assignment (incident, account, role) where ended is null;

-- The bytes lie in a folder, under their digest.
create table incident.file (
    id       uuid primary key,
    incident uuid        not null references incident.incident,
    name     text        not null check (length(name) between 1 and 200),
    digest   bytea       not null check (length(digest) = 32),
    size     bigint      not null check (size >= 0),
    note     text        not null check (length(note) <= 2000),
    added    timestamptz not null default now(),
    account  uuid        not null,
    actor    text        not null
);

create index file_by_incident on incident.file (incident);

-- The incidents that reach the acting account in another way than through the unit that answers: a unit of his is
-- affected, or he has a part in it. A function, since policies that look at each other's tables would go round in a
-- circle.
create function incident.involving() returns setof uuid
    language sql stable parallel safe security definer rows 20
    set search_path = ''
begin atomic
    select affected_unit.incident
      from incident.affected_unit
     where ((select scope.everywhere('incident.read')) or affected_unit.unit in (select scope.units('incident.read')))
     union
    select assignment.incident
      from incident.assignment
     where assignment.account = scope.account()
       and assignment.ended is null
       and scope.within_token('incident.read');
end;

-- The incidents on which the acting account works, whoever answers for them.
create function incident.assigned() returns setof uuid
    language sql stable parallel safe security definer rows 20
    set search_path = ''
begin atomic
    select assignment.incident
      from incident.assignment
     where assignment.account = scope.account()
       and assignment.role <> 'OBSERVER'
       and assignment.ended is null
       and scope.within_token('incident.change');
end;

-- Whether the acting account may change an incident; asked with his own rights.
create function incident.may_change(asked uuid) returns boolean
    language sql stable parallel safe
    set search_path = ''
return exists (select from incident.incident
                where id = asked
                  and (((select scope.everywhere('incident.change')) or unit in (select scope.units('incident.change'))) or id in (select incident.assigned())));

alter table incident.incident enable row level security;
create policy seen on incident.incident for select
    using (((select scope.everywhere('incident.read')) or unit in (select scope.units('incident.read'))) or id in (select incident.involving()));
create policy added on incident.incident for insert
    with check ((select scope.everywhere('incident.change')) or unit in (select scope.units('incident.change')));
create policy changed on incident.incident for update
    using (((select scope.everywhere('incident.change')) or unit in (select scope.units('incident.change'))) or id in (select incident.assigned()))
    with check (((select scope.everywhere('incident.change')) or unit in (select scope.units('incident.change'))) or id in (select incident.assigned()));

-- Whoever sees an incident sees all of it; whoever may change it adds to it.
alter table incident.affected_unit enable row level security;
create policy seen on incident.affected_unit for select
    using (exists (select from incident.incident where incident.id = affected_unit.incident));
create policy added on incident.affected_unit for insert
    with check (incident.may_change(affected_unit.incident));
create policy removed on incident.affected_unit for delete
    using (incident.may_change(affected_unit.incident));

alter table incident.task enable row level security;
create policy seen on incident.task for select
    using (exists (select from incident.incident where incident.id = task.incident));
create policy added on incident.task for insert
    with check (incident.may_change(task.incident));
create policy changed on incident.task for update
    using (incident.may_change(task.incident));

alter table incident.entry enable row level security;
create policy seen on incident.entry for select
    using (exists (select from incident.incident where incident.id = entry.incident));
create policy added on incident.entry for insert
    with check (incident.may_change(entry.incident));

alter table incident.assignment enable row level security;
create policy seen on incident.assignment for select
    using (exists (select from incident.incident where incident.id = assignment.incident));
create policy added on incident.assignment for insert
    with check (incident.may_change(assignment.incident));
create policy changed on incident.assignment for update
    using (incident.may_change(assignment.incident));

alter table incident.file enable row level security;
create policy seen on incident.file for select
    using (exists (select from incident.incident where incident.id = file.incident));
create policy added on incident.file for insert
    with check (incident.may_change(file.incident));

grant usage on schema incident to sekisho_application;
grant usage on sequence incident.incident_number to sekisho_application;
revoke all on all functions in schema incident from public;
grant execute on all functions in schema incident to sekisho_application;
grant select, insert, update on incident.incident, incident.task, incident.assignment to sekisho_application;
grant select, insert, delete on incident.affected_unit to sekisho_application;
grant select, insert on incident.entry, incident.file to sekisho_application;
