-- What an alert turned out to be, also after it is closed.
alter table egress.alert add column outcome text check (outcome in ('FALSE_ALARM', 'CONFIRMED'));

-- Whoever sends for a sensor must find it.
drop policy seen on egress.sensor;
create policy seen on egress.sensor for select
    using (((select scope.everywhere('sensor.read')) or unit in (select scope.units('sensor.read'))) or ((select scope.everywhere('sensor.send')) or unit in (select scope.units('sensor.send'))));

-- Servers that the exit is to block: proposed by one person, approved by another.
create table egress.block (
    id            uuid primary key,
    unit          uuid        not null,
    server        text        not null check (length(server) between 1 and 253),
    reason        text        not null check (length(reason) between 1 and 1000),
    alert         uuid references egress.alert,
    state         text        not null default 'PROPOSED' check (state in ('PROPOSED', 'APPROVED', 'ENDED')),
    proposer      uuid        not null,
    proposer_name text        not null,
    proposed      timestamptz not null default now(),
    approver      uuid,
    approver_name text,
    approved      timestamptz,
    changed       timestamptz not null default now(),
    version       integer     not null default 1,
    check (approver is null or approver <> proposer),
    check (state <> 'APPROVED' or approver is not null)
);

create unique index block_once on egress.block (unit, server) where state <> 'ENDED';
create index block_by_proposed on egress.block (proposed, id);

alter table egress.block enable row level security;
create policy seen on egress.block for select using ((select scope.everywhere('block.read')) or unit in (select scope.units('block.read')));
create policy proposed on egress.block for insert
    with check (state = 'PROPOSED' and proposer = scope.account() and ((select scope.everywhere('block.propose')) or unit in (select scope.units('block.propose'))));
create policy changed on egress.block for update
    using ((select scope.everywhere('block.approve')) or unit in (select scope.units('block.approve')))
    with check ((select scope.everywhere('block.approve')) or unit in (select scope.units('block.approve')));

-- Nobody approves his own proposal, whatever the application says.
create function egress.keep_block_approval() returns trigger
    language plpgsql
    set search_path = ''
as $$
begin
    if new.state = 'APPROVED' and (old.state <> 'PROPOSED' or new.approver <> scope.account()) then
        raise insufficient_privilege using message = 'an entry is approved by the one who acts, and only from a proposal';
    end if;
    return new;
end
$$;
create trigger approval before update on egress.block
    for each row execute function egress.keep_block_approval();

grant select, insert, update on egress.block to sekisho_application;
revoke all on all functions in schema egress from public;
