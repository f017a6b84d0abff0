-- Views of schema reporting, for people and reports. Run as superuser after the services have migrated; running it again rebuilds them.
-- A view is made when the tables it reads are there. It belongs to reporting_owner, who may read every service's tables; whoever reads
-- the view (reporting_reader) needs no right on them.

create or replace function pg_temp.make_view(view_name text, needs text[], definition text) returns void
language plpgsql as
$$
declare
  needed text;
begin
  execute format('drop view if exists reporting.%I', view_name);
  foreach needed in array needs
  loop
    if to_regclass(needed) is null then
      return;
    end if;
  end loop;
  execute format('create view reporting.%I as %s', view_name, definition);
  execute format('alter view reporting.%I owner to reporting_owner', view_name);
  execute format('grant select on reporting.%I to reporting_reader', view_name);
end
$$;

-- A function inside a view is called with the rights of whoever reads the view.
do $$
begin
  if to_regprocedure('orders.order_bucket(text, boolean, text, boolean)') is not null then
    grant execute on function orders.order_bucket(text, boolean, text, boolean) to reporting_owner, reporting_reader;
  end if;
end
$$;

-- --- the seed's two views -----------------------------------------------------------------------------------------

-- Orders that still need a customer, also those of which nothing is known yet. A role mailbox (info@, sales@, ...) identifies nobody.
select pg_temp.make_view('v_orders_pending_correlation', array['orders.staging_orders'], $view$
select
  so.staging_id,
  so.provisional_order_id,
  so.salesforce_account_id,
  so.customer_email,
  so.correlation_confidence,
  so.created_at,
  case
    when so.customer_email like '%_@_%'
      and so.customer_email !~* '^(info|sales|office|admin|contact|support|orders?|accounting|billing|invoices?|hello|mail|service|noreply|no-reply|purchasing|webmaster)@'
      and so.customer_email not ilike '%@example.com' then 'EMAIL_AVAILABLE'
    when so.as400_customer_id is not null then 'AS400_AVAILABLE'
    when so.duns_number is not null then 'DUNS_AVAILABLE'
    else 'NO_RELIABLE_KEY'
  end as correlation_strategy
from orders.staging_orders so
where so.staging_status = 'CORRELATING'
  and (so.correlation_confidence is null or so.correlation_confidence < 0.8)
$view$);

-- Operations at NetSuite that take too long.
select pg_temp.make_view('v_orders_stuck_polling', array['orders.staging_orders', 'netsuite_poller.netsuite_polling_queue'], $view$
select
  pq.poll_id,
  pq.staging_id,
  pq.transaction_id,
  pq.poll_attempts,
  pq.created_at,
  extract(epoch from (now() - pq.created_at)) / 60 as minutes_polling,
  so.provisional_order_id,
  so.salesforce_order_id
from netsuite_poller.netsuite_polling_queue pq
join orders.staging_orders so on so.staging_id = pq.staging_id
where pq.poll_status = 'POLLING'
  and (pq.poll_attempts > 20 or pq.timeout_at < now())
$view$);

-- --- orders -------------------------------------------------------------------------------------------------------

select pg_temp.make_view('v_orders', array['orders.v_orders'], $view$
select staging_id, source, source_order_id, source_version, external_id, provisional_order_id, order_number, purchase_order_number,
  netsuite_transaction_id, netsuite_order_number, netsuite_internal_id, netsuite_customer_id, customer_name, salesforce_account_id, customer_email,
  board_id, board_item_id, board_subitems, order_date, order_total, currency_code, bucket, staging_status, credit_check_status, inventory_status,
  board_status, correlation_confidence, correlation_method, subsidiary_id, subsidiary_determination_method, step, step_since,
  manual_review_reason, wait_code, wait_reason, wait_until, retry_count, last_error_code, last_error_message,
  created_at, updated_at, completed_at, boomi_execution_id
from orders.v_orders
$view$);

select pg_temp.make_view('v_order_counts', array['orders.v_orders'], $view$
select source, bucket, count(*) as orders
from orders.v_orders
group by source, bucket
$view$);

select pg_temp.make_view('v_order_lines', array['orders.staging_order_lines'], $view$
select staging_id, line_id, line_number, salesforce_product_id, salesforce_product_code, netsuite_item_id, netsuite_item_name, is_custom_product,
  product_correlation_status, quantity, unit_price, line_total, discount_amount, inventory_status, available_quantity, vendor_id, vendor_lead_time
from orders.staging_order_lines
$view$);

select pg_temp.make_view('v_audit_log', array['orders.audit_log'], $view$
select audit_id, staging_id, event_type, event_description, old_value, new_value, system_source, user_id, boomi_execution_id, created_at
from orders.audit_log
$view$);

select pg_temp.make_view('v_integration_errors', array['orders.v_integration_errors'], $view$
select error_id, staging_id, error_source, error_type, error_code, error_message, request_payload, response_payload, is_resolved, resolution_notes,
  resolved_by, resolved_at, occurred_at, boomi_execution_id
from orders.v_integration_errors
$view$);

-- --- what the other services know ---------------------------------------------------------------------------------

select pg_temp.make_view('v_intake', array['ingestion.intake', 'ingestion.order_identity'], $view$
select i.source, i.source_order_id, j.staging_id, j.source_version, j.event_type, j.channel, j.received_at, j.republished_count, j.adopted_at
from ingestion.intake j
join ingestion.order_identity i on i.staging_id = j.staging_id
$view$);

select pg_temp.make_view('v_intake_counts', array['ingestion.intake_count'], $view$
select source, sum(received) as received, sum(accepted) as accepted, sum(duplicates) as duplicates, sum(quarantined) as quarantined, sum(rejected) as rejected
from ingestion.intake_count
group by source
$view$);

select pg_temp.make_view('v_quarantine', array['ingestion.quarantine'], $view$
select id, received_at, channel, routing_key, content_type, code, reason, violations, source, source_order_id, source_version, body_length,
  resolved_at, resolution, resolved_by, resolved_reason
from ingestion.quarantine
$view$);

select pg_temp.make_view('v_products', array['transformation.product'], $view$
select product_code, netsuite_item_id, name, is_active, updated_at
from transformation.product
$view$);

select pg_temp.make_view('v_pending_products', array['transformation.pending_product'], $view$
select product_code, description, count(*) as orders, min(asked_at) as waiting_since
from transformation.pending_product
group by product_code, description
$view$);

select pg_temp.make_view('v_correlation_map', array['correlation.customer_correlation_map'], $view$
select correlation_id, salesforce_account_id, netsuite_customer_id, as400_customer_id, primary_email, duns_number, tax_id, correlation_score,
  last_verified, verification_source, is_validated, created_at, updated_at
from correlation.customer_correlation_map
$view$);

select pg_temp.make_view('v_credit_decisions', array['credit_check.decision'], $view$
select order_id as staging_id, version, attempt, outcome, reason, decided_by, account, order_total, currency_code, credit_limit, available_credit,
  credit_score, past_due_amount, payment_terms, volume_discount, decided_at
from credit_check.decision
$view$);

select pg_temp.make_view('v_credit_cache', array['credit_check.credit_check_cache'], $view$
select customer_key, as400_customer_id, duns_number, credit_limit, available_credit, credit_score, past_due_amount, payment_terms, volume_discount,
  cached_at, expires_at, source_system, is_stale, api_calls_today
from credit_check.credit_check_cache
$view$);

select pg_temp.make_view('v_polling_queue', array['netsuite_poller.netsuite_polling_queue'], $view$
select poll_id, staging_id, transaction_id, transaction_type, poll_status, poll_attempts, max_poll_attempts, next_poll_at, poll_interval_seconds,
  result_document_number, result_internal_id, result_status, created_at, completed_at, timeout_at
from netsuite_poller.netsuite_polling_queue
$view$);

select pg_temp.make_view('v_board_batches', array['monday_sync.mon_batch_processing'], $view$
select batch_id, customer_name, batch_type, status, total_records, successful_records, failed_records, start_time, end_time, error_summary
from monday_sync.mon_batch_processing
$view$);

select pg_temp.make_view('v_board_items', array['monday_sync.mon_cust_master_schedule'], $view$
select order_id as staging_id, order_version, external_id, title, customer, order_number, po_number, board_id, group_id, item_id, customer_batch,
  promoted_at, closed_at, rolled_back_at
from monday_sync.mon_cust_master_schedule
$view$);

select pg_temp.make_view('v_board_subitems', array['monday_sync.mon_cust_master_schedule_subitems'], $view$
select order_id as staging_id, external_id, parent_item_id, subitem_id, subitem_name, line_number, sku, size, order_qty, unit_price, promoted_at
from monday_sync.mon_cust_master_schedule_subitems
$view$);

select pg_temp.make_view('v_board_errors', array['monday_sync.err_mon_cust_master_schedule'], $view$
select err_id, order_id as staging_id, order_version, order_number, item_name, error_type, error_message, retry_count, created_date, resolved_at, resolved_by
from monday_sync.err_mon_cust_master_schedule
$view$);
