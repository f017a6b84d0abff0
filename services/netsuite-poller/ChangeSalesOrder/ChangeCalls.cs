using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.Inventory;
using Workers.NetSuitePoller.Mapping;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.SalesOrders;

namespace Workers.NetSuitePoller.ChangeSalesOrder;

/// <summary>The calls that change or close one sales order. Both say what shall stand, so that a repetition does no harm.</summary>
internal sealed class ChangeCalls(NetSuiteClient client, NetSuiteQueries queries, ItemAvailability availability, IOptions<NetSuiteOptions> options)
{
    public async Task<ChangeOutcome> Update(ClaimedChange change, CancellationToken cancellationToken)
    {
        var (order, command) = (change.Order, RowJson.Create(change.Command));
        var mapped = SalesOrderMapper.Map(command, options.Value.Currencies, isUpdate: true);
        if (mapped.Body is null) return new(change, new("NOT_MAPPABLE", mapped.Problem!, change.Command, null));
        var stock = await availability.Of(command.Order.Lines.Select(line => line.NetSuiteItemId).OfType<long>(), cancellationToken);
        var lines = RowJson.Lines(InventoryRule.Lines(command.Order.Lines, stock));
        if (change.WasUnsure)
        {
            // An earlier call may have done it already.
            var found = (await queries.FindOrders([order.ExternalId], cancellationToken)).GetValueOrDefault(order.ExternalId);
            if (found is { IsClosed: false } && found.Version == order.WantedVersion && order.StandsVersion != order.WantedVersion) return new(change, Lines: lines);
        }

        return await client.Patch(order.InternalId!.Value, mapped.Body, replaceLines: true, cancellationToken) is ChangeAnswer.Refused refused
            ? new(change, new(refused.Code, refused.Reason, Encoding.UTF8.GetString(mapped.Body), refused.Response))
            : new(change, Lines: lines);
    }

    public async Task<ChangeOutcome> Close(ClaimedChange change, CancellationToken cancellationToken)
    {
        var id = change.Order.InternalId!.Value;
        // The look-up comes first in any case: it names the lines.
        if (await client.Find(id, cancellationToken) is not { } record || record.Status is "H" or "C" || record.OpenLines.Count == 0) return new(change);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            memo = $"Cancelled: {RowJson.Cancel(change.Command).Reason}",
            item = new { items = record.OpenLines.Select(line => new { line, isClosed = true }) },
        });
        return await client.Patch(id, body, replaceLines: false, cancellationToken) is ChangeAnswer.Refused refused
            ? new(change, new(refused.Code, refused.Reason, Encoding.UTF8.GetString(body), refused.Response))
            : new(change);
    }
}
