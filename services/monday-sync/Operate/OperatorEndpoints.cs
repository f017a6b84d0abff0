using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workers.Contracts.Board;
using Workers.Hosting;
using Workers.MondaySync.CallMonday;
using Workers.Postgres;

namespace Workers.MondaySync.Operate;

/// <summary>What operators can see and do.</summary>
internal static class OperatorEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var operators = app.MapOperatorGroup();
        var monday = app.ServiceProvider.GetRequiredService<MondayClient>();
        operators.MapVendorStates(new Dictionary<string, Func<bool>> { [MondayClient.Vendor] = () => monday.CircuitIsOpen });
        operators.MapGet("/budget", (CallBudget budget) => new { left = budget.Left(), waitSeconds = budget.Wait()?.TotalSeconds });
        operators.MapGet("/batches", (BatchList batches, string? customer, string? status, int? limit, CancellationToken cancellationToken) =>
            batches.Read(customer, status, limit ?? 100, cancellationToken));
        operators.MapPost("/batches/{id:guid}/rollback", async (Guid id, OperatorAction? action, BatchRollback rollback, CancellationToken cancellationToken) =>
            await rollback.Request(id, action?.By ?? "operator", action?.Reason ?? "no reason given", cancellationToken) is { } orders
                ? Results.Accepted(value: new { batchId = id, orders })
                : Results.Problem($"There is no batch {id}. GET /batches lists them.", statusCode: 404));
        operators.MapGet("/errors", (ErrorList errors, long? after, int? limit, bool? resolved, CancellationToken cancellationToken) =>
            errors.Read(after ?? 0, limit ?? 100, resolved ?? false, cancellationToken));
        operators.MapPost("/errors/retry", async (RetryErrors request, ErrorRetry retry, CancellationToken cancellationToken) =>
            request.All || request.Ids is { Count: > 0 } || request.OrderIds is { Count: > 0 }
                ? Results.Ok(new { retried = await retry.Retry(request, cancellationToken) })
                : Results.Problem("Name ids (of GET /errors), orderIds, or all: true.", statusCode: 400));
        operators.MapPost("/boards/adopt", (AdoptItems request, BoardAdoption adoption, CancellationToken cancellationToken) => adoption.Adopt(request, cancellationToken));
        operators.MapPost("/dry-run", (SyncToBoard command, DryRun dryRun, CancellationToken cancellationToken) => dryRun.Show(command, cancellationToken));
    }
}

/// <summary>Who does it and why.</summary>
internal sealed record OperatorAction(string? By, string? Reason);
