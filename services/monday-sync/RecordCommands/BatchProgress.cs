using Dapper;
using Npgsql;

namespace Workers.MondaySync.RecordCommands;

/// <summary>Moves batches along: STARTED, ITEMS_CREATED, SUBITEMS_CREATED, PROMOTED or FAILED, with counts and a sentence.</summary>
internal static class BatchProgress
{
    /// <param name="connection">Of the step.</param>
    /// <param name="transaction">Of the step.</param>
    /// <param name="promoted">The batches concerned and how many of their orders were promoted just now.</param>
    public static Task Update(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyDictionary<Guid, int> promoted)
    {
        if (promoted.Count == 0) return Task.CompletedTask;
        var batches = promoted.OrderBy(batch => batch.Key).ToList();
        return connection.ExecuteAsync(
            """
            -- monday_sync: move batches along
            with counted as (
                select batch.batch_id, batch.promoted,
                       count(*) filter (where stg.stg_status = 'API_FAILED') as failed,
                       count(*) filter (where stg.stg_status = 'PENDING') as open_items,
                       count(*) filter (where stg.stg_status = 'API_SUCCESS') as made_items
                from unnest(@ids, @promoted) as batch (batch_id, promoted)
                left join stg_mon_cust_master_schedule stg on stg.stg_batch_id = batch.batch_id
                group by batch.batch_id, batch.promoted
            ), locked as (
                select batch.batch_id from mon_batch_processing batch join counted using (batch_id) order by batch.batch_id for update of batch
            )
            update mon_batch_processing batch
            set successful_records = batch.successful_records + counted.promoted,
                failed_records = counted.failed,
                status = case
                    when counted.open_items > 0 then 'STARTED'
                    when counted.made_items > 0 and exists (
                        select from stg_mon_cust_master_schedule_subitems sub where sub.stg_batch_id = batch.batch_id and sub.stg_status = 'PENDING') then 'ITEMS_CREATED'
                    when counted.made_items > 0 then 'SUBITEMS_CREATED'
                    when batch.successful_records + counted.promoted > 0 then 'PROMOTED'
                    else 'FAILED' end,
                end_time = case when counted.open_items + counted.made_items = 0 then now() end,
                error_summary = case when counted.failed > 0 then format('%s of %s orders failed: see GET /errors', counted.failed, batch.total_records) end,
                summary = format('%s of %s orders stand on the board', batch.successful_records + counted.promoted, batch.total_records)
            from counted join locked using (batch_id)
            where batch.batch_id = counted.batch_id
            """,
            new { ids = batches.Select(batch => batch.Key).ToArray(), promoted = batches.Select(batch => batch.Value).ToArray() }, transaction);
    }
}
