using Dapper;
using Workers.Orders.Journey;
using Workers.Testing;

namespace Orders.Tests.Journey;

public sealed class PlanTests
{
    [Test]
    public async Task A_group_is_loaded_and_saved_by_key_also_while_the_table_is_empty()
    {
        await using var database = await TestDatabase.Create("orders", typeof(OrderStateMachine).Assembly);
        var settings = OrderColumns.LoadSql[..OrderColumns.LoadSql.IndexOf("-- orders", StringComparison.Ordinal)];
        var parameters = OrderColumns.UpdateSql.Count(character => character == '$');
        var plans = await database.Service.InTransaction(async (connection, transaction) =>
        {
            await connection.ExecuteAsync($"{settings} set local plan_cache_mode = force_generic_plan; prepare load (uuid[]) as {OrderColumns.ReadSql.Replace("@ids", "$1")} for update; prepare save as {OrderColumns.UpdateSql}", transaction: transaction);
            var load = await connection.QueryAsync<string>("explain execute load('{}')", transaction: transaction);
            var save = await connection.QueryAsync<string>($"explain execute save({string.Join(", ", Enumerable.Repeat("'{}'", parameters))})", transaction: transaction);
            return load.Concat(save).ToList();
        }, CancellationToken.None);

        Assert.That(plans, Has.Some.Contains("staging_orders_default_pkey").And.None.Contains("Seq Scan on staging_orders").And.None.Contains("Hash Join"), string.Join('\n', plans));
    }
}
