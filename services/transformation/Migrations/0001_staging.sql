-- Provisional ids: one per order for all of its versions.
create sequence provisional_number;

create table provisional_id (
  order_id uuid primary key,
  provisional_order_id varchar(50) not null,
  constraint provisional_id_unique unique (provisional_order_id)
);

-- Our own copy of each stageable event, so that it can be staged again.
create table received_order (
  order_id uuid not null,
  version bigint not null,
  event jsonb not null,
  received_at timestamptz not null,
  primary key (order_id, version)
);

-- The step's result, immutable.
create table staged_order (
  order_id uuid not null,
  version bigint not null,
  attempt integer not null,
  result jsonb not null,
  staged_at timestamptz not null,
  primary key (order_id, version, attempt)
);

-- Why an event could not be staged. Its version stays free for a corrected event: the content belongs to the key.
create table not_stageable (
  order_id uuid not null,
  version bigint not null,
  attempt integer not null,
  content_hash bytea not null,
  result jsonb not null,
  rejected_at timestamptz not null,
  primary key (order_id, version, attempt, content_hash)
);

create table product (
  product_code varchar(100) primary key,
  netsuite_item_id bigint not null check (netsuite_item_id > 0),
  name varchar(255),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table pending_product (
  product_code text not null,
  order_id uuid not null,
  description text,
  asked_at timestamptz not null,
  announcements integer not null default 0,
  next_announcement_at timestamptz not null,
  primary key (product_code, order_id)
);
create index pending_product_order on pending_product (order_id);

create table ops.transformation_log (
  log_id uuid primary key default gen_random_uuid(),
  source_table varchar(100) not null,
  target_table varchar(100) not null,
  source_record_id varchar(500),
  target_record_id uuid,
  transformation_type varchar(100),
  transformed_at timestamptz not null default now(),
  transformation_rules jsonb
);
create index idx_transform_source on ops.transformation_log (source_table, source_record_id);
create index idx_transform_target on ops.transformation_log (target_table, target_record_id);
