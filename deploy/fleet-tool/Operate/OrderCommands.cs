using System.CommandLine;
using Workers.Fleet.Home;
using static Workers.Fleet.Operate.OperatorAnswer;

namespace Workers.Fleet.Operate;

/// <summary>Verbs about single orders; the service <c>orders</c> carries them out.</summary>
internal static class OrderCommands
{
    private const string Service = "orders";

    public static Command Order(FleetHome home)
    {
        var id = Id();
        return Verb(home, "order", "One order's whole story: every step, when, how long, decision and reason.", [id],
            (fleet, parsed, token) => fleet.Get(Service, $"/orders/{Escape(parsed.GetRequiredValue(id))}", token));
    }

    public static Command Stuck(FleetHome home) =>
        Verb(home, "stuck", "Orders that wait or are past their step's time, with cause and next action.", [],
            (fleet, _, token) => fleet.Get(Service, "/orders/stuck", token));

    public static Command Retry(FleetHome home)
    {
        var (id, by, reason) = (Id(), By(), Reason());
        var from = new Option<string?>("--from") { Description = "Step to start from; the step it stands at when not given." };
        return Verb(home, "retry", "Try an order again from a step.", [id, from, by, reason],
            (fleet, parsed, token) => fleet.Post(Service, $"/orders/{Escape(parsed.GetRequiredValue(id))}/retry",
                new { from = parsed.GetValue(from), by = parsed.GetValue(by), reason = parsed.GetValue(reason) }, token));
    }

    public static Command Cancel(FleetHome home)
    {
        var (id, by, reason) = (Id(), By(), Reason());
        return Verb(home, "cancel", "Cancel an order; a sales order and a board item that exist are closed.", [id, by, reason],
            (fleet, parsed, token) => fleet.Post(Service, $"/orders/{Escape(parsed.GetRequiredValue(id))}/cancel",
                new { by = parsed.GetValue(by), reason = parsed.GetValue(reason) }, token));
    }

    public static Command Customer(FleetHome home)
    {
        var (id, by, reason) = (Id(), By(), Reason());
        var customer = new Argument<long>("NETSUITE_CUSTOMER") { Description = "The customer's internal id at NetSuite." };
        return Verb(home, "customer", "Choose the customer of an order in review.", [id, customer, by, reason],
            (fleet, parsed, token) => fleet.Post(Service, $"/orders/{Escape(parsed.GetRequiredValue(id))}/customer",
                new { netSuiteCustomerId = parsed.GetRequiredValue(customer), by = parsed.GetValue(by), reason = parsed.GetValue(reason) }, token));
    }

    public static Command Credit(FleetHome home)
    {
        var (id, by, reason) = (Id(), By(), Reason());
        var decision = new Argument<string>("DECISION") { Description = "approve or reject" };
        decision.AcceptOnlyFromAmong("approve", "reject");
        return Verb(home, "credit", "Decide the credit of an order in review.", [id, decision, by, reason],
            (fleet, parsed, token) => fleet.Post(Service, $"/orders/{Escape(parsed.GetRequiredValue(id))}/credit",
                new { approve = parsed.GetRequiredValue(decision) == "approve", by = parsed.GetValue(by), reason = parsed.GetValue(reason) }, token));
    }

    public static Command Subsidiary(FleetHome home)
    {
        var (id, by, reason) = (Id(), By(), Reason());
        var subsidiary = new Argument<int>("SUBSIDIARY") { Description = "NetSuite's subsidiary id." };
        return Verb(home, "subsidiary", "Choose the subsidiary of an order in review.", [id, subsidiary, by, reason],
            (fleet, parsed, token) => fleet.Post(Service, $"/orders/{Escape(parsed.GetRequiredValue(id))}/subsidiary",
                new { subsidiaryId = parsed.GetRequiredValue(subsidiary), by = parsed.GetValue(by), reason = parsed.GetValue(reason) }, token));
    }

    private static Argument<string> Id() => new("ID")
    {
        Description = "Any id of the order: staging, provisional, source, order number, NetSuite, external, board item.",
    };
}
