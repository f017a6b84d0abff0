using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Workers.Contracts;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;
using Workers.MondaySync.RollOver;
using Workers.Postgres;

namespace Workers.MondaySync.Operate;

/// <summary>Orders whose items stand on a board already.</summary>
internal sealed record AdoptItems(IReadOnlyList<AdoptItem> Items, string? By, string? Reason);

/// <summary>An order as the old tool and the channel know it.</summary>
internal sealed record AdoptItem(string OrderNumber, string Source, string SourceOrderId);

/// <summary>What became of one.</summary>
internal sealed record AdoptedItem(string OrderNumber, Guid ExternalId, string Outcome, long? ItemId, long? BoardId);

/// <summary>
/// Takes over a board that another tool filled: finds items by order number and writes our external id to them. When the order comes, its
/// item is found and changed instead of made. Can be repeated: an item that carries our id already is left as it is.
/// </summary>
internal sealed class BoardAdoption(Database database, BoardStore boards, ItemLookUp lookUp, MondayClient monday, BoardMapping mapping, IOptions<MondaySyncOptions> options)
{
    public async Task<IReadOnlyList<AdoptedItem>> Adopt(AdoptItems request, CancellationToken cancellationToken)
    {
        var results = new List<AdoptedItem>();
        foreach (var chunk in request.Items.Chunk(options.Value.ItemsPerRequest))
            results.AddRange(await AdoptChunk(chunk, request.By ?? "operator", cancellationToken));
        return results;
    }

    private async Task<IReadOnlyList<AdoptedItem>> AdoptChunk(AdoptItem[] chunk, string by, CancellationToken cancellationToken)
    {
        var all = await boards.All(cancellationToken);
        var wanted = chunk.DistinctBy(item => item.OrderNumber).ToDictionary(item => item.OrderNumber, item => OrderIdentity.ExternalId(item.Source, item.SourceOrderId));
        var found = await lookUp.ByOrderNumber(all, wanted.Keys, cancellationToken);
        var ours = await lookUp.ByExternalId(all, [.. wanted.Values.Select(id => id.ToString())], cancellationToken);
        var results = wanted.Select(pair => Judge(pair.Key, pair.Value, [.. found[pair.Key]], ours[pair.Value.ToString()].FirstOrDefault())).ToList();
        await Write(results, cancellationToken);
        await Keep([.. results.Where(result => result.Outcome is "ADOPTED" or "ALREADY_OURS")], by, cancellationToken);
        return results;
    }

    private static AdoptedItem Judge(string number, Guid externalId, IReadOnlyList<FoundItem> found, FoundItem? ours) =>
        ours is not null ? new AdoptedItem(number, externalId, "ALREADY_OURS", ours.ItemId, ours.BoardId)
        : found.Count == 0 ? new AdoptedItem(number, externalId, "NOT_FOUND", null, null)
        : found.Count > 1 ? new AdoptedItem(number, externalId, "AMBIGUOUS", null, null)
        : new AdoptedItem(number, externalId, "ADOPTED", found[0].ItemId, found[0].BoardId);

    // Writing the same id twice changes nothing, so a repetition after a lost answer is safe.
    private async Task Write(List<AdoptedItem> results, CancellationToken cancellationToken)
    {
        var items = results.Where(result => result.Outcome == "ADOPTED").ToList();
        if (items.Count == 0) return;
        var operations = items.Select(item => new Operation
        {
            Kind = OperationKind.UpdateItem, OrderId = item.ExternalId, BoardId = item.BoardId!.Value, TargetId = item.ItemId!.Value,
            Values = JsonSerializer.Serialize(new Dictionary<string, string> { [mapping.Item.ExternalIdColumn] = item.ExternalId.ToString() }),
        }).ToList();
        var body = MutationBody.Of(operations, false);
        var reply = await monday.Mutate(body, OrderIdentity.Name("monday adopt\n" + body), operations, cancellationToken);
        var aliases = (reply as MondayReply.Answered)?.Aliases;
        for (var index = 0; index < items.Count; index++)
            if (aliases?[index].Outcome != AliasOutcome.Done) results[results.IndexOf(items[index])] = items[index] with { Outcome = "NOT_WRITTEN" };
    }

    private Task<int> Keep(IReadOnlyList<AdoptedItem> items, string by, CancellationToken cancellationToken) => items.Count == 0 ? Task.FromResult(0) : database.InTransaction(async (connection, transaction) =>
    {
        var kept = await connection.ExecuteAsync(
            """
            -- monday_sync: keep adopted items
            with known as (
                update board_item item set item_id = adopted.item_id, board_id = adopted.board_id, look_up = 1
                from unnest(@externalIds, @boards, @items) as adopted (external_id, board_id, item_id)
                where item.external_id = adopted.external_id and item.item_id is null and item.round_id is null
            )
            insert into adopted_item (external_id, order_number, board_id, item_id, adopted_by)
            select external_id, order_number, board_id, item_id, @by from unnest(@externalIds, @numbers, @boards, @items) as adopted (external_id, order_number, board_id, item_id)
            on conflict (external_id) do update set board_id = excluded.board_id, item_id = excluded.item_id
            """,
            new
            {
                by, externalIds = items.Select(item => item.ExternalId).ToArray(), numbers = items.Select(item => item.OrderNumber).ToArray(),
                boards = items.Select(item => item.BoardId!.Value).ToArray(), items = items.Select(item => item.ItemId!.Value).ToArray(),
            }, transaction);
        await Journal.Audit(connection, transaction, [.. items.Select(item => new AuditEntry
        {
            EventType = "BOARD_ITEM_ADOPTED", Source = "monday_sync", User = by, Description = $"Item {item.ItemId} on board {item.BoardId} belongs to order number {item.OrderNumber} ({item.ExternalId})",
        })]);
        return kept;
    }, cancellationToken);
}
