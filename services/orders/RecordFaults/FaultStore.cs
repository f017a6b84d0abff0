using Workers.Hosting;
using Workers.Postgres;

namespace Workers.Orders.RecordFaults;

internal sealed class FaultStore(Database database)
{
    /// <summary>One error row per fault, however often it is delivered.</summary>
    public Task RecordOnce(Guid faultId, Guid orderId, FaultReport report, CancellationToken cancellationToken) => database.Execute(
        """
        -- orders: record a fault once
        insert into integration_errors (error_id, staging_id, error_source, error_type, error_code, error_message, stack_trace, boomi_execution_id)
        select @faultId, @orderId, @Source, 'FAULT', left(@Code, 50), @Reason, @Stack, @trace
        where not exists (select from integration_errors where error_id = @faultId)
        """,
        new { faultId, orderId, report.Source, report.Code, report.Reason, report.Stack, trace = orderId is { } id ? OrderTrace.IdOf(id) : null }, cancellationToken);
}
