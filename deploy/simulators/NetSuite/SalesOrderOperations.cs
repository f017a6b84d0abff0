using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>Create, change and delete of sales orders.</summary>
internal sealed class SalesOrderOperations(NetSuiteStore store)
{
    public static string PathOf(long id) => $"/services/rest/record/v1/salesOrder/{id}";

    public SalesOrderRecord? Find(RecordKey key)
    {
        var order = key.ExternalId is { } externalId ? store.OrdersByExternalId.GetValueOrDefault(externalId) : store.Orders.GetValueOrDefault(key.Id);
        return order is { Deleted: false } ? order : null;
    }

    public RecordOutcome Create(JsonElement body, string? externalId, DateTimeOffset now)
    {
        externalId ??= body.Text("externalId");
        if (externalId is not null && store.OrdersByExternalId.ContainsKey(externalId))
            return AlreadyExists();

        var draft = SalesOrderDraft.Read(body, null, replaceItems: true, store);
        if (draft.Error is { } error)
            return error;

        var order = new SalesOrderRecord
        {
            Id = store.NextId(),
            TranId = store.NextTranId(),
            Customer = draft.Customer!,
            Currency = draft.Currency ?? draft.Customer!.Currency,
            ExternalId = externalId,
            Header = "{}"u8.ToArray(),
            CreatedAt = now,
        };
        Apply(order, draft, body, now);
        store.Orders[order.Id] = order;
        store.AllOrders.Add(order);
        if (externalId is not null)
            store.OrdersByExternalId[externalId] = order;
        return RecordOutcome.Done(PathOf(order.Id));
    }

    public RecordOutcome Change(SalesOrderRecord order, JsonElement body, bool replaceItems, DateTimeOffset now)
    {
        var externalId = body.Text("externalId");
        if (externalId is not null && externalId != order.ExternalId && store.OrdersByExternalId.ContainsKey(externalId))
            return AlreadyExists();

        var draft = SalesOrderDraft.Read(body, order, replaceItems, store);
        if (draft.Error is { } error)
            return error;

        if (externalId is not null && externalId != order.ExternalId)
        {
            if (order.ExternalId is { } before)
                store.OrdersByExternalId.Remove(before);
            store.OrdersByExternalId[externalId] = order;
            order.ExternalId = externalId;
        }

        order.Customer = draft.Customer ?? order.Customer;
        order.Currency = draft.Currency ?? order.Currency;
        Apply(order, draft, body, now);
        return RecordOutcome.Done(PathOf(order.Id));
    }

    public RecordOutcome Delete(SalesOrderRecord order, DateTimeOffset now)
    {
        (order.Deleted, order.ModifiedAt) = (true, now);
        store.Orders.Remove(order.Id);
        if (order.ExternalId is { } externalId)
            store.OrdersByExternalId.Remove(externalId);
        return new RecordOutcome(204, null, null);
    }

    private static void Apply(SalesOrderRecord order, SalesOrderDraft draft, JsonElement body, DateTimeOffset now)
    {
        order.Header = JsonMerge.Over(order.Header, body, name => name is "item" or "entity" or "currency" or "externalId" or "orderStatus" or "id" or "links");
        order.Lines = draft.Lines ?? order.Lines;
        order.OrderStatus = draft.OrderStatus ?? order.OrderStatus;
        order.OtherRefNum = body.Member("otherRefNum") is null ? order.OtherRefNum : body.Text("otherRefNum");
        order.ModifiedAt = now;

        var header = JsonText.Parse(order.Header)!.Value;
        order.Subtotal = order.Lines.Sum(line => line.Amount);
        order.Total = order.Subtotal + Amount(header, "discountTotal") + Amount(header, "taxTotal") + Amount(header, "shippingCost") + Amount(header, "handlingCost");
    }

    private static decimal Amount(JsonElement header, string name) =>
        header.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var amount) ? amount : 0;

    private static RecordOutcome AlreadyExists() =>
        NetSuiteErrors.Outcome(400, "USER_ERROR", "Error while accessing a resource. This record already exists.", "externalId");
}
