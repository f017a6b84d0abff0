-- The journal of the whole fleet: every role may append, none may change. Resolutions of errors are rows of their own.
create table audit_log (
    audit_id uuid not null default gen_random_uuid(),
    staging_id uuid,
    event_type varchar(100) not null,
    event_description text,
    old_value jsonb,
    new_value jsonb,
    system_source varchar(50),
    user_id varchar(100),
    boomi_execution_id varchar(100),
    created_at timestamptz not null default now(),
    constraint audit_log_pkey primary key (audit_id, created_at)
) partition by range (created_at);

create index idx_audit_staging on audit_log (staging_id);
create index idx_audit_time on audit_log using brin (created_at);

create table integration_errors (
    error_id uuid not null default gen_random_uuid(),
    staging_id uuid,
    error_source varchar(50) not null,
    error_type varchar(100) not null,
    error_code varchar(50),
    error_message text not null,
    request_payload jsonb,
    response_payload jsonb,
    stack_trace text,
    occurred_at timestamptz not null default now(),
    boomi_execution_id varchar(100),
    constraint integration_errors_pkey primary key (error_id, occurred_at),
    constraint check_error_source check (error_source in
        ('SALESFORCE', 'NETSUITE', 'AS400', 'BOOMI', 'DB', 'DUN_BRADSTREET', 'MONDAY', 'ODOO', 'APN', 'RABBITMQ'))
) partition by range (occurred_at);

create index idx_error_staging on integration_errors (staging_id);
create index idx_error_time on integration_errors (occurred_at, error_id);

create table integration_error_resolutions (
    error_id uuid not null,
    is_resolved boolean not null default true,
    resolution_notes text not null,
    resolved_by varchar(100) not null,
    resolved_at timestamptz not null default now(),
    constraint integration_error_resolutions_pkey primary key (error_id)
);

create view v_integration_errors as
select e.error_id, e.staging_id, e.error_source, e.error_type, e.error_code, e.error_message, e.request_payload, e.response_payload, e.stack_trace,
       coalesce(r.is_resolved, false) as is_resolved, r.resolution_notes, r.resolved_by, r.resolved_at, e.occurred_at, e.boomi_execution_id
from integration_errors e
left join integration_error_resolutions r using (error_id);
