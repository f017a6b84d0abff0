-- Roles, schemas and grants of the staging database. Idempotent: deployment runs it as a superuser before the services' migrations
-- (roles and schemas) and again after them (grants on what the migrations made). Passwords are set by deployment, not here.
--
-- Per service: a login role, and a NOLOGIN owner of its schema that only migrations become. A login role reads and writes the rows
-- of its own schema and makes nothing. What crosses schemas is listed at the end, and nothing else does.

do $$
declare
  service text;
begin
  foreach service in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'validation', 'console']
  loop
    if not exists (select from pg_roles where rolname = service || '_owner') then
      execute format('create role %I nologin', service || '_owner');
    end if;
    if not exists (select from pg_roles where rolname = service) then
      execute format('create role %I login', service);
    end if;
    execute format('create schema if not exists %I authorization %I', service, service || '_owner');
    execute format('grant usage on schema %I to %I', service, service);
    execute format('alter default privileges for role %I in schema %I grant select, insert, update, delete on tables to %I', service || '_owner', service, service);
    execute format('alter default privileges for role %I in schema %I grant usage on sequences to %I', service || '_owner', service, service);
    -- Functions run with the caller's rights unless they say otherwise; nobody outside the service may call them.
    execute format('alter default privileges for role %I revoke execute on functions from public', service || '_owner');
    execute format('alter default privileges for role %I in schema %I grant execute on functions to %I', service || '_owner', service, service);
    execute format('alter role %I set search_path = %I', service, service);
  end loop;

  if not exists (select from pg_roles where rolname = 'fleet_migrator') then
    create role fleet_migrator login noinherit;
  end if;
  foreach service in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'validation', 'console']
  loop
    execute format('grant %I to fleet_migrator', service || '_owner');
  end loop;

  if not exists (select from pg_roles where rolname = 'reporting_owner') then
    create role reporting_owner nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'reporting_reader') then
    create role reporting_reader login;
  end if;
  alter role reporting_reader set default_transaction_read_only = on;
  alter role reporting_reader set search_path = reporting;

  execute format('revoke create, temporary on database %I from public', current_database());
  revoke all on schema public from public;
end
$$;

-- The mirrored sources, the resolved core and the platform's own tracking.
create schema if not exists raw authorization ingestion_owner;
create schema if not exists core authorization transformation_owner;
create schema if not exists ops authorization validation_owner;
grant usage, create on schema raw to ingestion;
grant usage on schema raw to transformation, validation;
grant usage on schema core to transformation, validation;
grant usage on schema ops to ingestion, transformation, validation;
grant usage, create on schema ops to ingestion_owner, transformation_owner;
alter default privileges for role ingestion in schema raw grant select on tables to transformation, validation;
alter default privileges for role ingestion_owner in schema raw grant select, insert, update, delete on tables to ingestion;
alter default privileges for role ingestion_owner in schema raw grant select on tables to transformation, validation;
alter default privileges for role transformation_owner in schema core grant select, insert, update, delete on tables to transformation;
alter default privileges for role transformation_owner in schema core grant select on tables to validation;
alter default privileges for role ingestion_owner in schema ops grant select, insert, update, delete on tables to ingestion;
alter default privileges for role transformation_owner in schema ops grant select, insert, update, delete on tables to transformation;
alter default privileges for role validation_owner in schema ops grant select, insert, update, delete on tables to validation;

-- What people and reports may see: views owned by a role of their own, which alone may look into the services' tables.
create schema if not exists reporting authorization reporting_owner;
grant usage on schema reporting to reporting_reader;
alter default privileges for role reporting_owner in schema reporting grant select on tables to reporting_reader;

do $$
declare
  schema_name text;
begin
  foreach schema_name in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'ops']
  loop
    execute format('grant usage on schema %I to reporting_owner', schema_name);
    execute format('grant select on all tables in schema %I to reporting_owner', schema_name);
  end loop;
end
$$;

-- The journal: every service appends, none changes or removes, and only orders reads it, to tell an order's story.
do $$
declare
  journal text;
begin
  foreach journal in array array['audit_log', 'integration_errors']
  loop
    if to_regclass('orders.' || journal) is not null then
      grant usage on schema orders to ingestion, transformation, correlation, credit_check, netsuite_poller, monday_sync, validation, console;
      execute format('grant insert on orders.%I to ingestion, transformation, orders, correlation, credit_check, netsuite_poller, monday_sync, validation, console', journal);
      execute format('grant select on orders.%I to orders', journal);
      execute format('revoke update, delete, truncate on orders.%I from orders', journal);
    end if;
  end loop;
end
$$;

-- The partitions of the journal are reached through the journal alone.
do $$
declare
  part regclass;
begin
  for part in
    select inhrelid::regclass from pg_inherits
    where inhparent in (to_regclass('orders.audit_log'), to_regclass('orders.integration_errors'))
  loop
    execute format('revoke all on %s from orders', part);
  end loop;
end
$$;
