-- Who an order is: assigned once, for ever. Small and unpartitioned, because uniqueness lives here.
create table order_identity (
  source text not null,
  source_order_id text not null,
  staging_id uuid not null,
  external_id uuid not null,
  created_at timestamptz not null default now(),
  constraint order_identity_pkey primary key (source, source_order_id),
  constraint order_identity_staging_id_key unique (staging_id)
);

-- The journal: every accepted event with its raw payload. What is published is read from here.
create table intake (
  staging_id uuid not null,
  source_version bigint not null,
  event_type text not null,
  payload bytea not null,
  content_hash bytea not null,
  received_at timestamptz not null,
  channel text not null check (channel in ('bus', 'http', 'resubmit')),
  routing_key text,
  trace_parent text,
  republished_count integer not null default 0,
  next_publish_at timestamptz not null,
  adopted_at timestamptz,
  constraint intake_pkey primary key (staging_id, source_version)
) with (fillfactor = 85);

create index intake_waiting on intake (next_publish_at) where adopted_at is null;
create index intake_received_at on intake using brin (received_at);

-- Everything that arrived and could not be accepted, as it arrived.
create table quarantine (
  id uuid not null constraint quarantine_pkey primary key,
  received_at timestamptz not null,
  channel text not null check (channel in ('bus', 'http', 'resubmit')),
  routing_key text,
  content_type text,
  code text not null,
  reason text not null,
  violations jsonb not null default '[]',
  source text not null,
  source_order_id text,
  source_version bigint,
  staging_id uuid,
  body bytea not null,
  body_length bigint not null,
  body_hash bytea not null,
  trace_parent text,
  resolved_at timestamptz,
  resolution text check (resolution in ('RESUBMITTED', 'DISCARDED')),
  resolved_by text,
  resolved_reason text,
  resubmitted_staging_id uuid,
  resubmitted_version bigint,
  constraint quarantine_resolved check ((resolved_at is null) = (resolution is null))
);

create index quarantine_open on quarantine (id) where resolved_at is null;
create index quarantine_open_hash on quarantine (body_hash) where resolved_at is null;

-- received = accepted + duplicates + quarantined in every snapshot, because every change of these figures is in the transaction of what it counts.
-- Shards keep two batches from waiting for each other's commit.
create table intake_count (
  source text not null,
  shard integer not null,
  received bigint not null default 0,
  accepted bigint not null default 0,
  duplicates bigint not null default 0,
  quarantined bigint not null default 0,
  rejected bigint not null default 0,
  constraint intake_count_pkey primary key (source, shard),
  constraint intake_count_sum check (received = accepted + duplicates + quarantined)
);
