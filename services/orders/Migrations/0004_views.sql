-- The one place that says in which bucket an order is, and what an order needs next.
create function order_bucket(staging_status text, requires_manual_review boolean, board_status text, is_cancelling boolean) returns text
language sql immutable as
$$
    select case
        when staging_status = 'CANCELLED' then 'cancelled'
        when staging_status = 'FAILED' and not is_cancelling then 'failed'
        when requires_manual_review then 'in-review'
        when staging_status = 'COMPLETED' and board_status = 'SYNCED' and not is_cancelling then 'completed'
        else 'moving'
    end
$$;

create view v_orders as
select o.staging_id, o.source, o.source_order_id, o.source_version, o.attempt, o.external_id, o.provisional_order_id, o.order_number, o.purchase_order_number,
       o.netsuite_transaction_id, o.netsuite_order_number, o.netsuite_internal_id, o.netsuite_customer_id, o.customer_name, o.salesforce_account_id, o.customer_email,
       o.board_id, o.board_item_id, o.board_subitems, o.order_date, o.order_total, o.currency_code, o.staging_status, o.credit_check_status, o.inventory_status,
       o.board_status, o.erp_version, o.board_version, o.correlation_confidence, o.correlation_method, o.subsidiary_id, o.subsidiary_determination_method,
       o.step, o.step_since, o.review_code, o.manual_review_reason, o.requires_manual_review, o.wait_code, o.wait_reason, o.wait_until,
       o.retry_count, o.max_retries, o.last_error_code, o.last_error_message, o.cancel_requested_at, o.cancel_reason,
       o.created_at, o.updated_at, o.received_at, o.ns_created_at, o.completed_at, o.boomi_execution_id,
       order_bucket(o.staging_status, o.requires_manual_review, o.board_status, o.cancel_requested_at is not null) as bucket
from staging_orders o;
