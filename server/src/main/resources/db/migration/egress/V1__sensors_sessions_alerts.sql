-- Sensors, what they saw, and what somebody must look at. Sensors write as the system account below; everybody else sees
-- the rows of the units on which he has the permission.
insert into scope.system_account (id, name)
values ('00000000-0000-7000-8000-000000000020', 'sensors');

create function egress.is_sensor() returns boolean
    language sql stable parallel safe
    set search_path = ''
return scope.account() = '00000000-0000-7000-8000-000000000020';

create table egress.sensor (
    id      uuid primary key,
    unit    uuid        not null,
    name    text        not null unique check (length(name) between 1 and 100),
    kind    text        not null check (kind in ('FOLDER', 'REMOTE', 'SAMPLE')),
    -- the folder's name below the directory that the operator names
    folder  text unique check (folder ~ '^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$'),
    enabled boolean     not null default true,
    added   timestamptz not null default now(),
    heard   timestamptz,
    fault   text,
    version integer     not null default 1,
    check ((kind = 'FOLDER') = (folder is not null))
);

-- Which unit the clients of a network belong to; the longest network decides, and without one the sensor's own unit.
create table egress.client_network (
    id      uuid primary key,
    network cidr not null unique,
    unit    uuid not null
);

-- Something that a sensor reads from beginning to end: a file, named by its content, or the buffer of a remote sensor.
-- Batches before next_batch are committed; that is how nothing is lost and nothing doubled.
create table egress.intake (
    id         uuid primary key,
    sensor     uuid        not null references egress.sensor,
    unit       uuid        not null,
    stream     text        not null check (length(stream) between 1 and 100),
    name       text        not null check (length(name) between 1 and 500),
    next_batch bigint      not null default 0,
    sessions   bigint      not null default 0,
    began      timestamptz not null default now(),
    finished   timestamptz,
    losses     text        not null default '',
    fault      text,
    unique (sensor, stream)
);

-- What came in, as it came, for as long as a pair is judged: from it the judgement goes on after a restart.
create table egress.journal (
    id       uuid        not null,
    day      date        not null,
    sensor   uuid        not null,
    received timestamptz not null default now(),
    events   bytea       not null,
    primary key (day, id)
) partition by range (day);

create index journal_by_sensor on egress.journal (sensor, id);

create table egress.session (
    id            uuid        not null,
    -- the day on which it came in, by which sessions are let go
    day           date        not null,
    sensor        uuid        not null,
    unit          uuid        not null,
    client        text        not null,
    server        text        not null,
    address       text        not null,
    port          integer     not null,
    protocol      text        not null,
    started       timestamptz not null,
    ended         timestamptz not null,
    connections   integer     not null,
    exchanges     integer     not null,
    bytes_up      bigint      not null,
    bytes_down    bigint      not null,
    user_agent    text,
    ja4           text,
    alpn          text,
    resolved_name text,
    primary key (day, id)
) partition by range (day);

create index session_by_start on egress.session (started, id);
create index session_by_client on egress.session (client, started);
create index session_by_server on egress.session (server, started);

-- What is thought of each pair of client and server; port is 0 for a server that has a name.
create table egress.verdict (
    sensor        uuid             not null,
    client        text             not null,
    server        text             not null,
    port          integer          not null,
    unit          uuid             not null,
    channel       text             not null,
    traffic_group text             not null,
    rogue         boolean          not null,
    score         double precision not null,
    p_value       double precision not null,
    distance      double precision not null,
    first_seen    timestamptz      not null,
    last_seen     timestamptz      not null,
    exchanges     integer          not null,
    primary key (sensor, client, server, port)
);

create table egress.alert (
    id            uuid primary key,
    sensor        uuid             not null,
    unit          uuid             not null,
    client        text             not null,
    server        text             not null,
    -- the server of a rogue pair; empty for an application, of which a client has one alert for all servers
    pair_server   text             not null,
    address       text             not null,
    port          integer          not null,
    kind          text             not null check (kind in ('ROGUE', 'PROHIBITED')),
    application   text             not null,
    severity      text             not null check (severity in ('HIGH', 'MEDIUM', 'LOW')),
    score         double precision not null,
    p_value       double precision,
    traffic_group text             not null,
    first_seen    timestamptz      not null,
    last_seen     timestamptz      not null,
    exchanges     integer          not null,
    reasons       jsonb            not null,
    picture       jsonb            not null,
    raised        timestamptz      not null default now(),
    state         text             not null default 'NEW'
                  check (state in ('NEW', 'IN_WORK', 'FALSE_ALARM', 'CONFIRMED', 'CLOSED')),
    decided       timestamptz,
    owner         uuid,
    owner_name    text,
    version       integer          not null default 1
);

-- One alert at a time; when one is closed and it goes on, there is another.
create unique index alert_once on egress.alert (sensor, client, pair_server, kind, application) where state <> 'CLOSED';
create index alert_closed on egress.alert (sensor, client, pair_server, kind, application) where state = 'CLOSED';
create index alert_by_raised on egress.alert (raised, id);
create index alert_by_unit on egress.alert (unit, raised);

create table egress.alert_note (
    id      uuid primary key,
    alert   uuid        not null references egress.alert,
    unit    uuid        not null,
    account uuid        not null,
    author  text        not null,
    written timestamptz not null default now(),
    content text        not null check (length(content) between 1 and 4000)
);

create index alert_note_by_alert on egress.alert_note (alert, written);

-- A decision not to see certain alerts until a moment. It holds for the unit and all below it.
create table egress.exception (
    id          uuid primary key,
    unit        uuid        not null,
    server      text check (server ~ '^(\*\.)?[^*\s]{1,253}$'),
    client      cidr,
    application text check (length(application) between 1 and 100),
    kind        text check (kind in ('ROGUE', 'PROHIBITED')),
    owner       uuid        not null,
    owner_name  text        not null,
    reason      text        not null check (length(reason) between 1 and 1000),
    began       timestamptz not null default now(),
    expires     timestamptz not null check (expires > began),
    ended       timestamptz,
    version     integer     not null default 1,
    check (server is not null or client is not null or application is not null)
);

create table egress.budget (
    unit                 uuid primary key,
    false_alarms_per_day double precision not null check (false_alarms_per_day > 0 and false_alarms_per_day <= 1000),
    version              integer          not null default 1
);

-- An address, or null where the client is a user's name.
create function egress.address_of(client text) returns inet
    language plpgsql immutable strict parallel safe
    set search_path = ''
as $$
begin
    if client !~ '^[0-9a-fA-F.:]+$' then
        return null;
    end if;
    return client::inet;
exception when invalid_text_representation then
    return null;
end
$$;

-- Until when an exception hides an alert, null if none is in force now. Also those of units above, which a reader may not
-- see.
create function egress.excepted_until(alert egress.alert) returns timestamptz
    language sql stable security definer
    set search_path = ''
return (select max(exception.expires)
          from egress.exception
         where exception.ended is null
           and exception.expires > now()
           and exception.unit in (select scope.above(alert.unit))
           and (exception.kind is null or exception.kind = alert.kind)
           and (exception.application is null or exception.application = alert.application)
           and (exception.client is null or exception.client >>= egress.address_of(alert.client))
           and (exception.server is null
                or exception.server in (alert.server, alert.address)
                or exception.server like '*.%'
                   and right('.' || alert.server, length(exception.server) - 1) = substr(exception.server, 2)));

-- Makes the place for a day's rows; the application cannot make tables.
create function egress.open_day(opened date) returns void
    language plpgsql security definer
    set search_path = ''
as $$
declare
    parent text;
begin
    if not egress.is_sensor() then
        raise insufficient_privilege using message = 'days are opened by sensors alone';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('egress.open_day', 0));
    foreach parent in array array ['session', 'journal'] loop
        if to_regclass(format('egress.%I', parent || '_' || to_char(opened, 'YYYYMMDD'))) is null then
            execute format('create table egress.%I partition of egress.%I for values from (%L) to (%L)',
                           parent || '_' || to_char(opened, 'YYYYMMDD'), parent, opened, opened + 1);
        end if;
    end loop;
end
$$;

-- Lets go of days before one; answers how many.
create function egress.drop_days(parent text, first_kept date) returns integer
    language plpgsql security definer
    set search_path = ''
as $$
declare
    day text;
    dropped integer := 0;
begin
    if not egress.is_sensor() then
        raise insufficient_privilege using message = 'days are let go by the server alone';
    end if;
    if parent not in ('session', 'journal') then
        raise check_violation using message = 'there are days of sessions and of the journal alone';
    end if;
    for day in select relname
                 from pg_catalog.pg_inherits
                 join pg_catalog.pg_class on pg_class.oid = inhrelid
                where inhparent = format('egress.%I', parent)::regclass
                  and relname < parent || '_' || to_char(first_kept, 'YYYYMMDD')
    loop
        execute format('drop table egress.%I', day);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

alter table egress.sensor enable row level security;
create policy seen on egress.sensor for select
    using ((select scope.everywhere('sensor.read')) or unit in (select scope.units('sensor.read')));
create policy added on egress.sensor for insert
    with check ((select scope.everywhere('sensor.change')) or unit in (select scope.units('sensor.change')));
create policy changed on egress.sensor for update
    using ((select scope.everywhere('sensor.change')) or unit in (select scope.units('sensor.change')))
    with check ((select scope.everywhere('sensor.change')) or unit in (select scope.units('sensor.change')));

alter table egress.client_network enable row level security;
create policy seen on egress.client_network for select
    using ((select scope.everywhere('sensor.read')) or unit in (select scope.units('sensor.read')));
create policy added on egress.client_network for insert
    with check ((select scope.everywhere('sensor.change')) or unit in (select scope.units('sensor.change')));
create policy removed on egress.client_network for delete
    using ((select scope.everywhere('sensor.change')) or unit in (select scope.units('sensor.change')));

alter table egress.intake enable row level security;
create policy seen on egress.intake for select
    using ((select scope.everywhere('sensor.read')) or unit in (select scope.units('sensor.read')));
create policy added on egress.intake for insert with check ((select egress.is_sensor()));
create policy changed on egress.intake for update
    using ((select egress.is_sensor())) with check ((select egress.is_sensor()));

alter table egress.journal enable row level security;
create policy sensors on egress.journal using ((select egress.is_sensor())) with check ((select egress.is_sensor()));

alter table egress.session enable row level security;
create policy seen on egress.session for select
    using ((select scope.everywhere('session.read')) or unit in (select scope.units('session.read')));
create policy added on egress.session for insert with check ((select egress.is_sensor()));

alter table egress.verdict enable row level security;
create policy seen on egress.verdict for select
    using ((select scope.everywhere('session.read')) or unit in (select scope.units('session.read')));
create policy added on egress.verdict for insert with check ((select egress.is_sensor()));
create policy changed on egress.verdict for update
    using ((select egress.is_sensor())) with check ((select egress.is_sensor()));

alter table egress.alert enable row level security;
create policy seen on egress.alert for select
    using ((select scope.everywhere('alert.read')) or unit in (select scope.units('alert.read')));
create policy raised on egress.alert for insert with check ((select egress.is_sensor()));
create policy changed on egress.alert for update
    using ((select scope.everywhere('alert.change')) or unit in (select scope.units('alert.change')))
    with check ((select scope.everywhere('alert.change')) or unit in (select scope.units('alert.change')));

alter table egress.alert_note enable row level security;
create policy seen on egress.alert_note for select
    using ((select scope.everywhere('alert.read')) or unit in (select scope.units('alert.read')));
create policy written on egress.alert_note for insert
    with check (account = scope.account() and ((select scope.everywhere('alert.change')) or unit in (select scope.units('alert.change'))));

alter table egress.exception enable row level security;
create policy seen on egress.exception for select
    using ((select scope.everywhere('alert.read')) or unit in (select scope.units('alert.read')));
create policy added on egress.exception for insert
    with check ((select scope.everywhere('exception.change')) or unit in (select scope.units('exception.change')));
create policy changed on egress.exception for update
    using ((select scope.everywhere('exception.change')) or unit in (select scope.units('exception.change')))
    with check ((select scope.everywhere('exception.change')) or unit in (select scope.units('exception.change')));

alter table egress.budget enable row level security;
create policy seen on egress.budget for select
    using ((select scope.everywhere('alert.read')) or unit in (select scope.units('alert.read')));
create policy added on egress.budget for insert
    with check ((select scope.everywhere('exception.change')) or unit in (select scope.units('exception.change')));
create policy changed on egress.budget for update
    using ((select scope.everywhere('exception.change')) or unit in (select scope.units('exception.change')))
    with check ((select scope.everywhere('exception.change')) or unit in (select scope.units('exception.change')));

grant usage on schema egress to sekisho_application;
grant select, insert, update on egress.sensor, egress.intake, egress.verdict, egress.alert, egress.exception, egress.budget
    to sekisho_application;
grant select, insert, delete on egress.client_network to sekisho_application;
grant select, insert on egress.journal, egress.session, egress.alert_note to sekisho_application;
revoke all on all functions in schema egress from public;
grant execute on all functions in schema egress to sekisho_application;
