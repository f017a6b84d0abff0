using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Workers.CreditCheck.CheckCredit;
using Workers.CreditCheck.Vendors;
using Workers.Hosting;
using Workers.Postgres;

namespace Workers.CreditCheck.Operate;

/// <summary>What an operator sees and does over HTTP.</summary>
internal static class CreditEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapOperatorGroup();
        group.MapVendorStates(new Dictionary<string, Func<bool>>
        {
            [DnbClient.Vendor] = () => app.ServiceProvider.GetRequiredService<DnbClient>().CircuitIsOpen,
            [As400Client.Vendor] = () => app.ServiceProvider.GetRequiredService<As400Client>().CircuitIsOpen,
        });
        group.MapGet("/budget", Budget);
        group.MapGet("/cache/{customer}", (string customer, CacheView cache, CancellationToken cancellationToken) => cache.Of(customer, cancellationToken));
        group.MapPost("/dry-run", DryRunOf);
    }

    private static async Task<IResult> Budget(
        CallBudget budget, WaitingStore waiting, IOptionsMonitor<DunBradstreetOptions> options, CancellationToken cancellationToken)
    {
        var today = await budget.Today(cancellationToken);
        var total = options.CurrentValue.DailyBudget;
        return Results.Ok(new
        {
            day = today.Day.ToString("yyyy-MM-dd"), budget = total, used = today.Used, left = Math.Max(0, total - today.Used),
            waiting = await waiting.Count(cancellationToken), forecast = Forecast.Of(today.Used, total, TimeSpan.FromSeconds(today.SecondsOfDay)),
        });
    }

    private static async Task<IResult> DryRunOf(JsonObject body, DryRun dryRun, CancellationToken cancellationToken)
    {
        try
        {
            return Results.Ok(await dryRun.Of(DryRunBody.Read(body), cancellationToken));
        }
        catch (JsonException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
