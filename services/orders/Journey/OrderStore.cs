using Dapper;
using Npgsql;
using Workers.Orders.Adopt;
using Workers.Orders.Metrics;
using Workers.Postgres;
using Workers.Postgres.Sagas;

namespace Workers.Orders.Journey;

/// <summary>The SQL of the saga: orders are loaded and saved in sets, and with each what its event adds (audit, lines, look-up keys).</summary>
internal sealed class OrderStore(AdoptionQueue adoption, OrderMetrics metrics) : ISagaStore<OrderState>
{
    public async Task<IReadOnlyList<OrderState>> Load(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] ids, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<OrderState>(new CommandDefinition(OrderColumns.LoadSql, new { ids }, transaction, cancellationToken: cancellationToken))).AsList();

    public async Task<IReadOnlySet<Guid>> Save(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OrderState> added, IReadOnlyList<OrderState> changed, CancellationToken cancellationToken)
    {
        await using var rows = new NpgsqlBatch(connection, transaction);
        if (added.Count > 0) rows.BatchCommands.Add(OrderColumns.Insert(added));
        if (changed.Count > 0) rows.BatchCommands.Add(OrderColumns.Update(changed));
        var saved = await Ids(rows, cancellationToken);

        await using var rest = new NpgsqlBatch(connection, transaction);
        var orders = added.Concat(changed).Where(order => saved.Contains(order.CorrelationId)).ToList();
        OrderWrites.Identities(rest, [.. added.Where(order => saved.Contains(order.CorrelationId))]);
        OrderWrites.Lines(rest, orders);
        OrderWrites.Availability(rest, orders);
        OrderWrites.LookupKeys(rest, orders);
        OrderWrites.Audit(rest, orders);
        if (rest.BatchCommands.Count > 0) await rest.ExecuteNonQueryAsync(cancellationToken);
        return saved;
    }

    public void Committed(IReadOnlyList<OrderState> instances)
    {
        foreach (var order in instances)
        {
            if (order.Pending.Adopted is { } version) adoption.Add(order.CorrelationId, version);
            if (order.Pending.Finished is { } finished) metrics.StepFinished(finished.Step, finished.Took);
        }
    }

    private static async Task<HashSet<Guid>> Ids(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var ids = new HashSet<Guid>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        }
        while (await reader.NextResultAsync(cancellationToken));
        return ids;
    }
}
