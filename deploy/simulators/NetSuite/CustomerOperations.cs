using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>Create, change and delete of customers.</summary>
internal sealed class CustomerOperations(NetSuiteStore store)
{
    public static string PathOf(long id) => $"/services/rest/record/v1/customer/{id}";

    public CustomerRecord? Find(RecordKey key)
    {
        var customer = key.ExternalId is { } externalId ? store.CustomersByExternalId.GetValueOrDefault(externalId) : store.Customers.GetValueOrDefault(key.Id);
        return customer is { Deleted: false } ? customer : null;
    }

    public RecordOutcome Create(JsonElement body, string? externalId, DateTimeOffset now)
    {
        externalId ??= body.Text("externalId");
        if (externalId is not null && store.CustomersByExternalId.ContainsKey(externalId))
            return AlreadyExists();

        var person = body.Member("isPerson")?.ValueKind == JsonValueKind.True;
        var missing = person ? body.Text("lastName") : body.Text("companyName");
        if (string.IsNullOrWhiteSpace(missing))
            return NetSuiteErrors.Outcome(400, "USER_ERROR", $"Error while accessing a resource. Please enter value(s) for: {(person ? "Last Name" : "Company Name")}.");

        var id = store.NextId();
        var customer = new CustomerRecord { Id = id, ExternalId = externalId, EntityId = body.Text("entityId") ?? $"CUS{id} {missing}", Header = "{}"u8.ToArray(), CreatedAt = now };
        if (Apply(customer, body, now) is { } error)
            return error;

        store.Customers[id] = customer;
        if (externalId is not null)
            store.CustomersByExternalId[externalId] = customer;
        return RecordOutcome.Done(PathOf(id));
    }

    public RecordOutcome Change(CustomerRecord customer, JsonElement body, DateTimeOffset now)
    {
        var externalId = body.Text("externalId");
        if (externalId is not null && externalId != customer.ExternalId)
        {
            if (!store.CustomersByExternalId.TryAdd(externalId, customer))
                return AlreadyExists();
            if (customer.ExternalId is { } before)
                store.CustomersByExternalId.Remove(before);
            customer.ExternalId = externalId;
        }

        return Apply(customer, body, now) ?? RecordOutcome.Done(PathOf(customer.Id));
    }

    public RecordOutcome Delete(CustomerRecord customer, DateTimeOffset now)
    {
        if (store.Orders.Values.Any(order => order.Customer.Id == customer.Id))
            return NetSuiteErrors.Outcome(400, "USER_ERROR", "Error while accessing a resource. This record cannot be deleted because it has dependent records.");

        (customer.Deleted, customer.ModifiedAt) = (true, now);
        if (customer.ExternalId is { } externalId)
            store.CustomersByExternalId.Remove(externalId);
        return new RecordOutcome(204, null, null);
    }

    private static RecordOutcome? Apply(CustomerRecord customer, JsonElement body, DateTimeOffset now)
    {
        if (body.Member("currency") is { ValueKind: not JsonValueKind.Null } currency)
        {
            if (Currencies.CodeOf(currency) is not { } code)
                return SalesOrderDraft.Bad("currency");
            customer.Currency = code;
        }

        customer.Header = JsonMerge.Over(customer.Header, body, name => name is "externalId" or "currency" or "id" or "links");
        customer.CompanyName = body.Text("companyName") ?? customer.CompanyName;
        customer.Email = body.Text("email") ?? customer.Email;
        customer.Phone = body.Text("phone") ?? customer.Phone;
        customer.EntityId = body.Text("entityId") ?? customer.EntityId;
        customer.CreditLimit = body.Member("creditLimit") is { ValueKind: JsonValueKind.Number } given && given.TryGetDecimal(out var limit) ? limit : customer.CreditLimit;
        customer.ModifiedAt = now;
        return null;
    }

    private static RecordOutcome AlreadyExists() =>
        NetSuiteErrors.Outcome(400, "USER_ERROR", "Error while accessing a resource. This record already exists.", "externalId");
}
