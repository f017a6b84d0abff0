-- What was asked, once per (order, version, attempt, kind). The outcome is written once; a redelivery publishes it again.
create table sync_command (
  order_id uuid not null,
  version bigint not null,
  attempt integer not null,
  kind text not null constraint sync_command_kind check (kind in ('SYNC', 'CLOSE', 'ROLLBACK')),
  external_id uuid not null,
  -- The message as JSON text: jsonb would refuse what a channel may send (\u0000).
  body text not null,
  recorded_at timestamptz not null default now(),
  outcome text constraint sync_command_outcome check (outcome in ('SYNCED', 'CLOSED', 'FAILED')),
  result_version bigint,
  board_id bigint,
  item_id bigint,
  subitems integer,
  code text,
  reason text,
  finished_at timestamptz,
  announced_at timestamptz,
  constraint sync_command_pkey primary key (order_id, version, attempt, kind)
);
create index sync_command_unannounced on sync_command (finished_at) where outcome is not null and announced_at is null;
create index sync_command_finished on sync_command (finished_at) where announced_at is not null;

-- A claimed group of orders and its lease. The claim number is the fence: a holder whose number is old may write nothing.
create table work_round (
  round_id uuid constraint work_round_pkey primary key,
  claim integer not null default 1,
  claimed_until timestamptz not null,
  instance text not null
);

-- One row per order at the vendor.
create table board_item (
  order_id uuid constraint board_item_pkey primary key,
  external_id uuid not null,
  customer text not null,
  board_id bigint,
  item_id bigint,
  stands_version bigint,
  stands_attempt integer,
  tombstone bigint,
  state text not null default 'NONE' constraint board_item_state check (state in ('NONE', 'OPEN', 'CLOSED')),
  -- What the vendor has is not known: 0 known, 1 look up first, 2 looked up once and found something missing, look up again.
  look_up smallint not null default 0,
  due_at timestamptz,
  round_id uuid,
  retry_count integer not null default 0,
  waiting_code text
) with (fillfactor = 70);
create unique index board_item_external_id on board_item (external_id);
create index board_item_due on board_item (due_at) where due_at is not null and round_id is null;
create index board_item_round on board_item (round_id) where round_id is not null;

-- The exact request of a create or change, stored before it is sent: a repetition sends it byte for byte under the same key.
create table vendor_request (
  request_id uuid constraint vendor_request_pkey primary key,
  round_id uuid not null,
  body text not null,
  members text not null,
  sent_at timestamptz not null default now(),
  outcome text constraint vendor_request_outcome check (outcome in ('ANSWERED', 'UNKNOWN', 'NOT_TAKEN'))
);
create index vendor_request_open on vendor_request (round_id) where outcome is null;
create index vendor_request_sent on vendor_request (sent_at);

create table board (
  board_id bigint constraint board_pkey primary key,
  name text not null,
  is_current boolean not null default false,
  items integer not null default 0,
  opened_at timestamptz not null default now(),
  rolled_over_at timestamptz
);
create unique index board_current on board (is_current) where is_current;

-- Items of an existing board that were taken over before their order came.
create table adopted_item (
  external_id uuid constraint adopted_item_pkey primary key,
  order_number text not null,
  board_id bigint not null,
  item_id bigint not null,
  adopted_at timestamptz not null default now(),
  adopted_by text not null
);

create table vendor_state (
  vendor text constraint vendor_state_pkey primary key,
  state text not null,
  since timestamptz not null,
  reason text,
  changed_by text
);
