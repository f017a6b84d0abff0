using Microsoft.Extensions.Options;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Transformation;
using Workers.Postgres;
using Workers.Transformation.MapProduct;
using Workers.Transformation.Subsidiary;

namespace Workers.Transformation.StageOrder;

/// <summary>Normalises, decides and records a batch of order events in one transaction; what it returns is what is stored.</summary>
internal sealed class OrderStager(
    Database database, StagingStore store, MatrixFile matrix, IOptions<TransformationOptions> options, TimeProvider clock)
{
    public async Task<IReadOnlyDictionary<StageKey, StageOutcome>> Stage(IReadOnlyList<StageRequest> requests, CancellationToken cancellationToken)
    {
        // Sorted, so that two batches with the same orders wait for each other instead of deadlocking.
        var distinct = requests.DistinctBy(request => request.Key)
            .OrderBy(request => request.Key.OrderId).ThenBy(request => request.Key.Version).ThenBy(request => request.Key.Attempt)
            .Select(request => (Request: request, Result: Normalize(request))).ToList();
        var rejected = distinct.Where(item => item.Result.Rejection is not null).Select(item => Reject(item.Request, item.Result.Rejection!)).ToList();
        var stageable = distinct.Where(item => item.Result.Rejection is null).ToList();
        return await database.InTransaction(async (connection, transaction) =>
        {
            var scope = new StoreScope(connection, transaction, clock.GetUtcNow());
            var outcomes = new Dictionary<StageKey, StageOutcome>();
            foreach (var stored in await StagingStore.RecordRejected(scope, rejected)) outcomes[stored.Key] = stored.Outcome;
            if (stageable.Count == 0) return outcomes;

            var known = await StagingStore.Load(scope,
                [.. stageable.Where(item => item.Result.Order is not null).Select(item => item.Request.Key.OrderId).Distinct()],
                [.. stageable.SelectMany(item => item.Result.Order?.Lines ?? []).Select(line => line.ProductCode).Distinct()]);
            var staged = stageable.Select(item => (item.Request, Staged: Decide(item.Request, item.Result.Order, known))).ToList();
            var recorded = await StagingStore.RecordStaged(scope, staged);
            await PendingProducts.Remember(scope, [.. recorded.Where(row => row.IsNew).Select(row => row.Staged)]);
            foreach (var row in recorded) outcomes[StageKey.Of(row.Staged)] = new StageOutcome(row.Staged, null);
            return outcomes;
        }, cancellationToken);
    }

    /// <summary>What would be staged; records nothing.</summary>
    public async Task<(OrderStaged? Staged, Rejection? Rejection)> DryRun(OrderReceived received, CancellationToken cancellationToken)
    {
        var request = StageRequest.First(received);
        var result = Normalize(request);
        if (result.Rejection is not null) return (null, result.Rejection);
        var products = await store.FindProducts([.. result.Order?.Lines.Select(line => line.ProductCode).Distinct() ?? []], cancellationToken);
        var provisional = await store.FindProvisionalId(received.OrderId, cancellationToken) ?? "PROV-DRY-RUN";
        return (Decide(request, result.Order, new Known(new Dictionary<Guid, string> { [received.OrderId] = provisional }, products)), null);
    }

    private static Normalization Normalize(StageRequest request) => request.Received switch
    {
        { EventType: Contracts.EventTypes.Cancelled } => new(null, null),
        { Order: { } order } => OrderNormalizer.Normalize(order),
        _ => new(null, new Rejection("NO_CONTENT", $"{request.Received.EventType} carries no order")),
    };

    private static (StageRequest, OrderNotStageable) Reject(StageRequest request, Rejection rejection) => (request, new OrderNotStageable
    {
        OrderId = request.Key.OrderId, Version = request.Key.Version, Attempt = request.Key.Attempt, Code = rejection.Code, Reason = rejection.Reason,
    });

    private OrderStaged Decide(StageRequest request, OrderDocument? order, Known known)
    {
        if (order is null) return OrderStaging.Envelope(request.Received, request.Key.Attempt);
        var billing = order.Customer.BillingAddress;
        var subsidiary = SubsidiaryRule.Decide(
            new SubsidiaryQuestion(billing?.CountryCode, billing?.Region, order.CurrencyCode, request.Received.Source, request.ChosenSubsidiaryId),
            options.Value.SubsidiaryByCountry, matrix.Matrix);
        return OrderStaging.Stage(request.Received, request.Key.Attempt, order, known.ProvisionalIds[request.Key.OrderId], subsidiary, known.Products);
    }
}
