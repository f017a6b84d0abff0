using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.Ingestion;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Transformation;
using Workers.Fleet.Home;
using Workers.Fleet.Services;

namespace Workers.Fleet.Operate;

/// <summary>Asks each service in the order of the journey, with the message that it would get.</summary>
internal sealed class DryRun(RunningFleet fleet, JsonObject steps)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public async Task Run(string orderEvent, CancellationToken cancellationToken)
    {
        var received = await Ask<OrderReceived>("ingestion", "/orders/dry-run", new StringContent(orderEvent, Encoding.UTF8, "application/json"), cancellationToken);
        var staged = await Ask<OrderStaged>("transformation", "/dry-run", received, cancellationToken);
        if (staged.Order is not { } order)
            throw new FleetException("A cancellation sends nothing until it is known what stands at the vendors.", ExitCode.Good);

        var found = await Ask<JsonElement>("correlation", "/dry-run", Correlate(staged, order), cancellationToken);
        if (!found.TryGetProperty("netSuiteCustomerId", out var id) || !id.TryGetInt64(out var customer))
            throw new FleetException("The order would wait in review for its customer.", ExitCode.Good);

        await Ask<JsonElement>("credit-check", "/dry-run", Credit(staged, order, customer, found), cancellationToken);
        await Ask<JsonElement>("netsuite-poller", "/dry-run", new CreateSalesOrder
        {
            OrderId = staged.OrderId, Version = staged.Version, Attempt = staged.Attempt, ExternalId = staged.ExternalId, Source = staged.Source,
            SourceOrderId = staged.SourceOrderId, NetSuiteCustomerId = customer, Order = order,
        }, cancellationToken);
        await Ask<JsonElement>("monday-sync", "/dry-run", new SyncToBoard
        {
            OrderId = staged.OrderId, Version = staged.Version, Attempt = staged.Attempt, ExternalId = staged.ExternalId, Source = staged.Source,
            SourceOrderId = staged.SourceOrderId, CustomerName = Text(found, "customerName") ?? order.Customer.Name ?? "", Order = order,
        }, cancellationToken);
    }

    private static CorrelateCustomer Correlate(OrderStaged staged, StagedOrder order) => new()
    {
        OrderId = staged.OrderId, Version = staged.Version, Attempt = staged.Attempt, Customer = order.Customer, ShippingAddress = order.ShippingAddress,
        Source = staged.Source, OrderTotal = order.OrderTotal, CurrencyCode = order.CurrencyCode,
    };

    private static CheckCredit Credit(OrderStaged staged, StagedOrder order, long customer, JsonElement found) => new()
    {
        OrderId = staged.OrderId, Version = staged.Version, Attempt = staged.Attempt, NetSuiteCustomerId = customer,
        CustomerName = Text(found, "customerName"), As400CustomerId = Text(found, "as400CustomerId"), As400Company = Text(found, "as400Company"),
        DunsNumber = Text(found, "dunsNumber"), CountryCode = order.Customer.BillingAddress?.CountryCode, OrderTotal = order.OrderTotal, CurrencyCode = order.CurrencyCode,
    };

    private async Task<T> Ask<T>(string service, string path, object message, CancellationToken cancellationToken)
    {
        // The intake has a key of its own.
        var key = service == "ingestion" ? fleet.Credentials.IntakeApiKey : fleet.Credentials.OperatorApiKey;
        var answer = await fleet.Call(service, HttpMethod.Post, path, message, cancellationToken, key);
        steps[service] = JsonSerializer.SerializeToNode(answer);
        return answer.Deserialize<T>(Web)!;
    }

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
