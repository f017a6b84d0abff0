-- Roles, schemas and grants of the staging database. Run as superuser in that database, before the services migrate and again
-- after it (the grants on single tables need the tables). Running it again changes nothing. Passwords are set by the caller.
--
-- Per service: a login role <schema>, and a NOLOGIN role <schema>_owner that owns schema and objects and that only `migrate` becomes.
-- A service reads and writes its own schema alone; the exceptions stand at the end, one by one.

select pg_advisory_xact_lock(hashtext('deploy/postgres/roles.sql'));

-- --- roles ---------------------------------------------------------------------------------------------------------

do $$
declare
  service text;
  role_name text;
begin
  foreach service in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'validation', 'console']
  loop
    foreach role_name in array array[service, service || '_owner']
    loop
      if not exists (select from pg_roles where rolname = role_name) then
        begin
          execute format('create role %I %s', role_name, case when role_name = service then 'login' else 'nologin' end);
        exception when duplicate_object or unique_violation then
          null;  -- another database of this server ran the same script at the same time
        end;
      end if;
    end loop;
  end loop;

  foreach role_name in array array['fleet_migrator', 'reporting_reader', 'reporting_owner']
  loop
    if not exists (select from pg_roles where rolname = role_name) then
      begin
        execute format('create role %I %s', role_name, case role_name when 'reporting_owner' then 'nologin' when 'fleet_migrator' then 'login noinherit' else 'login' end);
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;
end
$$;

-- Each role finds its own schema, and a transaction that a dead process left open does not hold its locks for ever.
do $$
declare
  service text;
begin
  foreach service in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'validation', 'console', 'reporting_reader']
  loop
    if not exists (select from pg_roles where rolname = service and rolconfig @> array['idle_in_transaction_session_timeout=60s']) then
      execute format('alter role %I set idle_in_transaction_session_timeout = ''60s''', service);
      execute format('alter role %I set search_path = %I', service, replace(service, '_reader', ''));
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'reporting_reader' and rolconfig @> array['default_transaction_read_only=on']) then
    alter role reporting_reader set default_transaction_read_only = on;
    alter role reporting_reader set statement_timeout = '60s';
  end if;
end
$$;

do $$
declare
  service text;
begin
  foreach service in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'validation', 'console']
  loop
    if not pg_has_role('fleet_migrator', service || '_owner', 'member') then
      execute format('grant %I to fleet_migrator', service || '_owner');
    end if;
  end loop;
end
$$;

-- --- database and public schema -----------------------------------------------------------------------------------

do $$
declare
  service text;
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to fleet_migrator, reporting_reader', current_database());
  foreach service in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'validation', 'console']
  loop
    execute format('grant connect, temporary on database %I to %I', current_database(), service);
  end loop;
end
$$;

revoke all on schema public from public;

-- --- one schema per service ---------------------------------------------------------------------------------------

do $$
declare
  service text;
  owner_role text;
begin
  foreach service in array array['ingestion', 'transformation', 'orders', 'correlation', 'credit_check', 'netsuite_poller', 'monday_sync', 'validation', 'console']
  loop
    owner_role := service || '_owner';
    execute format('create schema if not exists %I authorization %I', service, owner_role);
    execute format('grant usage on schema %I to %I', service, service);
    -- Without "in schema": whatever the owner makes, in its own schema or in raw, core and ops, is its service's to use.
    execute format('alter default privileges for role %I grant select, insert, update, delete on tables to %I', owner_role, service);
    execute format('alter default privileges for role %I grant usage, select on sequences to %I', owner_role, service);
    execute format('alter default privileges for role %I revoke execute on functions from public', owner_role);
    execute format('alter default privileges for role %I grant execute on functions to %I', owner_role, service);
    -- The views of schema reporting read with the rights of their owner.
    execute format('grant usage on schema %I to reporting_owner', service);
    execute format('alter default privileges for role %I grant select on tables to reporting_owner', owner_role);
  end loop;
end
$$;

-- --- shared schemas of the seed: raw (ingestion), core (transformation), ops (a table per service) --------------------

create schema if not exists raw authorization ingestion_owner;
create schema if not exists core authorization transformation_owner;
create schema if not exists ops;
create schema if not exists reporting authorization reporting_owner;

grant usage, create on schema raw to ingestion;          -- a synchronised source brings its own tables
grant usage on schema core to transformation;
grant usage, create on schema ops to ingestion_owner, transformation_owner, validation_owner;
grant usage on schema ops to ingestion, transformation, validation;
grant usage on schema raw, core, ops to reporting_owner;
grant usage on schema reporting to reporting_reader;
alter default privileges for role reporting_owner in schema reporting grant select on tables to reporting_reader;

-- transformation reads raw; validation reads raw, core and ops.
grant usage on schema raw to transformation, validation;
grant usage on schema core to validation;
alter default privileges for role ingestion_owner in schema raw grant select on tables to transformation, validation;
alter default privileges for role ingestion in schema raw grant select on tables to transformation, validation, reporting_owner;
alter default privileges for role ingestion_owner in schema ops grant select on tables to validation;
alter default privileges for role transformation_owner in schema core grant select on tables to validation;
alter default privileges for role transformation_owner in schema ops grant select on tables to validation;

-- --- the journal: everybody appends, nobody changes -------------------------------------------------------------------

grant usage on schema orders to ingestion, transformation, correlation, credit_check, netsuite_poller, monday_sync, validation, console;

do $$
declare
  journal text;
  partition_name regclass;
begin
  foreach journal in array array['orders.audit_log', 'orders.integration_errors']
  loop
    continue when to_regclass(journal) is null;
    execute format('grant insert on %s to ingestion, transformation, correlation, credit_check, netsuite_poller, monday_sync, validation, console', journal);
    execute format('revoke update, delete, truncate on %s from orders', journal);
    execute format('grant select, insert on %s to orders', journal);
    -- A partition is a table with grants of its own: through the parent only.
    for partition_name in select relid from pg_partition_tree(to_regclass(journal)) where relid <> to_regclass(journal)
    loop
      execute format('revoke all on %s from ingestion, transformation, orders, correlation, credit_check, netsuite_poller, monday_sync, validation, console', partition_name);
    end loop;
  end loop;
end
$$;

-- --- extensions -----------------------------------------------------------------------------------------------------

-- In the schema of the one service that uses it, where its search path finds it.
do $$
begin
  if exists (select from pg_available_extensions where name = 'pg_trgm') and not exists (select from pg_extension where extname = 'pg_trgm') then
    create extension pg_trgm with schema correlation;
  end if;
end
$$;
