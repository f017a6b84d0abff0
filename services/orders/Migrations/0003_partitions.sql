-- The smallest UUIDv7 of a moment: its first 48 bits are the milliseconds since 1970.
create function uuid_v7_floor(moment timestamptz) returns uuid
language sql immutable strict as
$$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Makes the partitions of this month and of the months ahead, and a DEFAULT partition for everything else. Repeating it changes nothing.
-- The partitions of the journal are reached through the journal alone. Runs as the owner, because a service makes no tables.
create function make_partitions(months_ahead integer) returns integer
language plpgsql security definer set search_path = orders, pg_temp as
$$
declare
    made integer := 0;
    parent text;
    month timestamptz;
    part text;
begin
    perform pg_advisory_xact_lock(hashtext('orders.make_partitions'));
    foreach parent in array array['staging_orders', 'staging_order_lines', 'audit_log', 'integration_errors'] loop
        if to_regclass(parent || '_default') is null then
            execute format('create table %I partition of %I default', parent || '_default', parent);
            if parent in ('audit_log', 'integration_errors') then execute format('revoke all on %I from orders', parent || '_default'); end if;
            made := made + 1;
        end if;
        for month in select generate_series(
            date_trunc('month', now() at time zone 'UTC'),
            date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead), interval '1 month') at time zone 'UTC'
        loop
            part := parent || to_char(month at time zone 'UTC', '"_"YYYYMM');
            continue when to_regclass(part) is not null;
            if parent like 'staging%' then
                execute format('create table %I partition of %I for values from (%L) to (%L)',
                    part, parent, uuid_v7_floor(month), uuid_v7_floor(((month at time zone 'UTC') + interval '1 month') at time zone 'UTC'));
                execute format('alter table %I set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)', part);
            else
                execute format('create table %I partition of %I for values from (%L) to (%L)',
                    part, parent, month, ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
                execute format('revoke all on %I from orders', part);
            end if;
            made := made + 1;
        end loop;
    end loop;
    return made;
end
$$;

-- Drops whole months that are past their retention: orders 90 days, errors 180 days, audit 7 years. Orders that are not at rest keep their month.
create function drop_expired(orders_days integer default 90, errors_days integer default 180, audit_years integer default 7) returns integer
language plpgsql security definer set search_path = orders, pg_temp as
$$
declare
    dropped integer := 0;
    candidate record;
    month_end timestamptz;
    busy boolean;
begin
    for candidate in
        select child.relname as part, parent.relname as parent
        from pg_inherits i
        join pg_class child on child.oid = i.inhrelid
        join pg_class parent on parent.oid = i.inhparent
        where parent.oid in ('staging_orders'::regclass, 'audit_log'::regclass, 'integration_errors'::regclass)
          and parent.relkind = 'p' and child.relname ~ '_[0-9]{6}$'
        order by child.relname
    loop
        month_end := (to_date(right(candidate.part, 6), 'YYYYMM') + interval '1 month') at time zone 'UTC';
        if candidate.parent = 'staging_orders' and month_end < now() - make_interval(days => orders_days) then
            execute format('select exists (select from %I where step is not null or requires_manual_review)', candidate.part) into busy;
            continue when busy;
            execute format('delete from order_lookup where staging_id in (select staging_id from %I)', candidate.part);
            execute format('delete from provisional_order where staging_id in (select staging_id from %I)', candidate.part);
            execute format('delete from order_identity where staging_id in (select staging_id from %I)', candidate.part);
            execute format('drop table %I', candidate.part);
            execute format('drop table if exists %I', replace(candidate.part, 'staging_orders', 'staging_order_lines'));
            dropped := dropped + 1;
        elsif candidate.parent = 'integration_errors' and month_end < now() - make_interval(days => errors_days)
           or candidate.parent = 'audit_log' and month_end < now() - make_interval(years => audit_years) then
            execute format('drop table %I', candidate.part);
            dropped := dropped + 1;
        end if;
    end loop;
    return dropped;
end
$$;

select make_partitions(3);
