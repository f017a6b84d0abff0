using Workers.Hosting;

namespace Workers.Transformation.MapProduct;

internal sealed record ProductEntry(string? ProductCode, long? NetsuiteItemId, string? Name, bool? IsActive);

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder app)
    {
        app.MapPut("/products", Put);
        app.MapGet("/products/pending", (PendingProducts pending, CancellationToken cancellationToken) => pending.All(cancellationToken));
        app.MapGet("/products/{code}", async (string code, ProductStore store, CancellationToken cancellationToken) =>
            await store.Find(code, cancellationToken) is { } product
                ? Results.Ok(product)
                : Results.Problem($"Product {code} is not mapped. Map it with PUT /products.", statusCode: StatusCodes.Status404NotFound));
    }

    private static async Task<IResult> Put(
        ProductEntry[] entries, HttpContext http, ProductStore store, ProductAnnouncer announcer, ILogger<ProductStore> log, CancellationToken cancellationToken)
    {
        var problems = entries.Select((entry, index) => (index, Problem: ProblemOf(entry))).Where(entry => entry.Problem is not null).ToList();
        if (problems.Count > 0)
            return Results.ValidationProblem(problems.Take(100).ToDictionary(p => $"[{p.index}]", p => new[] { p.Problem! }));
        // The last entry of a code counts; sorted, so that two uploads at once cannot deadlock.
        var products = entries.GroupBy(entry => entry.ProductCode!.Trim(), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Product { ProductCode = group.Key, NetsuiteItemId = group.Last().NetsuiteItemId!.Value, Name = group.Last().Name?.Trim(), IsActive = group.Last().IsActive ?? true })
            .ToList();
        var changed = await store.Upsert(products, http.Request.Headers["X-Operator"].FirstOrDefault() ?? "operator", cancellationToken);
        await Announce(announcer, log, cancellationToken);
        return Results.Ok(new
        {
            received = entries.Length, inserted = changed.Count(c => c.IsNew), updated = changed.Count(c => !c.IsNew), unchanged = products.Count - changed.Count,
        });
    }

    // The mapping is stored; when the broker is away the loop announces it later, so that is no failure of the upload.
    private static async Task Announce(ProductAnnouncer announcer, ILogger log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await announcer.Announce(limit.Token);
        }
        catch (Exception exception) when (Waiting.IsInfrastructure(exception) && !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Mapped products are announced later: {Problem}", exception.Message);
        }
    }

    private static string? ProblemOf(ProductEntry entry) => entry switch
    {
        { ProductCode: null } or { ProductCode.Length: > 100 } => "productCode is missing or longer than 100 characters",
        _ when string.IsNullOrWhiteSpace(entry.ProductCode) || entry.ProductCode.Contains('\0', StringComparison.Ordinal) => "productCode is empty or not storable",
        { NetsuiteItemId: null or <= 0 } => $"netsuiteItemId of {entry.ProductCode} is missing or not positive",
        { Name.Length: > 255 } => $"name of {entry.ProductCode} is longer than 255 characters",
        _ => null,
    };
}
