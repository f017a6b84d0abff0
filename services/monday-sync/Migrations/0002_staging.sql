-- The staging, error, batch and production tables. Text as the board shows it; money and dates in their own types.
create table mon_batch_processing (
  batch_id uuid constraint mon_batch_processing_pkey primary key,
  customer_name text not null,
  batch_type text not null default 'ORDERS' constraint mon_batch_processing_type check (batch_type in ('ORDERS', 'SUBITEMS')),
  status text not null default 'STARTED'
    constraint mon_batch_processing_status check (status in ('STARTED', 'ITEMS_CREATED', 'SUBITEMS_CREATED', 'PROMOTED', 'FAILED')),
  total_records integer not null,
  successful_records integer not null default 0,
  failed_records integer not null default 0,
  start_time timestamptz not null default now(),
  end_time timestamptz,
  error_summary text,
  summary text
) with (fillfactor = 80);
create index mon_batch_processing_customer on mon_batch_processing (customer_name, start_time);
create index mon_batch_processing_start on mon_batch_processing (start_time);
create index mon_batch_processing_open on mon_batch_processing (status) where end_time is null;

create table stg_mon_cust_master_schedule (
  stg_id bigint generated always as identity constraint stg_mon_cust_master_schedule_pkey primary key,
  order_id uuid not null,
  order_version bigint not null,
  attempt integer not null,
  external_id text not null,
  title text not null,
  customer text not null,
  order_number text,
  po_number text,
  order_date date,
  requested_date date,
  order_total numeric,
  currency text,
  netsuite_order text,
  netsuite_id bigint,
  status text,
  inventory text,
  ship_to_country text,
  source text,
  column_values text not null,
  group_id text not null,
  item_id bigint,
  stg_batch_id uuid,
  stg_customer_batch text not null,
  stg_status text not null default 'PENDING'
    constraint stg_mon_cust_master_schedule_status check (stg_status in ('PENDING', 'API_SUCCESS', 'API_FAILED', 'PROMOTED')),
  -- The last request that carried this row ended without a known outcome.
  stg_unknown boolean not null default false,
  stg_retry_count integer not null default 0,
  stg_monday_item_id bigint,
  stg_error_message text,
  stg_created_date timestamptz not null default now(),
  stg_processed_date timestamptz,
  constraint stg_mon_cust_master_schedule_command unique (order_id, order_version, attempt)
) with (fillfactor = 70);
create index stg_mon_cust_master_schedule_batch on stg_mon_cust_master_schedule (stg_batch_id);
create index stg_mon_cust_master_schedule_customer_batch on stg_mon_cust_master_schedule (stg_customer_batch);
create index stg_mon_cust_master_schedule_status on stg_mon_cust_master_schedule (stg_status);

create table stg_mon_cust_master_schedule_subitems (
  stg_id bigint generated always as identity constraint stg_mon_cust_master_schedule_subitems_pkey primary key,
  stg_parent_stg_id bigint not null
    constraint stg_mon_cust_master_schedule_subitems_parent references stg_mon_cust_master_schedule (stg_id) on delete cascade,
  parent_item_id bigint,
  subitem_id bigint,
  subitem_board_id bigint,
  external_id text not null,
  subitem_name text not null,
  line_number integer not null,
  sku text,
  description text,
  size text,
  order_qty numeric not null,
  unit_price numeric,
  inventory text,
  column_values text not null,
  stg_batch_id uuid,
  stg_customer_batch text not null,
  stg_action text not null default 'UPSERT' constraint stg_mon_cust_master_schedule_subitems_action check (stg_action in ('UPSERT', 'DELETE')),
  stg_status text not null default 'PENDING'
    constraint stg_mon_cust_master_schedule_subitems_status check (stg_status in ('PENDING', 'API_SUCCESS', 'API_FAILED', 'PROMOTED')),
  stg_unknown boolean not null default false,
  stg_monday_subitem_id bigint,
  stg_monday_subitem_board_id bigint,
  stg_error_message text,
  stg_created_date timestamptz not null default now(),
  stg_processed_date timestamptz
) with (fillfactor = 60);
create index stg_mon_cust_master_schedule_subitems_of on stg_mon_cust_master_schedule_subitems (stg_parent_stg_id);
create index stg_mon_cust_master_schedule_subitems_batch on stg_mon_cust_master_schedule_subitems (stg_batch_id);
create index stg_mon_cust_master_schedule_subitems_customer on stg_mon_cust_master_schedule_subitems (stg_customer_batch);
create index stg_mon_cust_master_schedule_subitems_failed on stg_mon_cust_master_schedule_subitems (stg_status) where stg_status = 'API_FAILED';

-- Promoted staging rows as they were, one row per order with its subitems; purged after a while.
create table stg_mon_cust_master_schedule_archive (
  stg_id bigint constraint stg_mon_cust_master_schedule_archive_pkey primary key,
  order_id uuid not null,
  order_version bigint not null,
  stg_batch_id uuid,
  stg_status text not null default 'PROMOTED',
  item jsonb not null,
  subitems jsonb not null,
  archived_at timestamptz not null default now()
);
create index stg_mon_cust_master_schedule_archive_at on stg_mon_cust_master_schedule_archive using brin (archived_at);
