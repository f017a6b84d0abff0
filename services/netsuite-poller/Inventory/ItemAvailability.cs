using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.NetSuite;
using Workers.Vendors;

namespace Workers.NetSuitePoller.Inventory;

/// <summary>Availability of items, asked for many at once and used again for a few seconds.</summary>
internal sealed class ItemAvailability(NetSuiteQueries queries, IOptions<NetSuiteOptions> options, TimeProvider clock, ILogger<ItemAvailability> logger)
{
    private readonly ConcurrentDictionary<long, (ItemStock Stock, long At)> known = new();

    /// <summary>What is known of the items. A failing call never holds an order: its lines then have no status.</summary>
    public async Task<IReadOnlyDictionary<long, ItemStock>> Of(IEnumerable<long> itemIds, CancellationToken cancellationToken)
    {
        var wanted = itemIds.Distinct().ToList();
        var missing = wanted.Where(id => !known.TryGetValue(id, out var entry) || clock.GetElapsedTime(entry.At) > options.Value.AvailabilityFor).ToList();
        if (missing.Count > 0) await Ask(missing, cancellationToken);
        var result = new Dictionary<long, ItemStock>();
        foreach (var id in wanted)
            if (known.TryGetValue(id, out var entry) && clock.GetElapsedTime(entry.At) <= options.Value.AvailabilityFor * 2) result[id] = entry.Stock;
        return result;
    }

    private async Task Ask(List<long> itemIds, CancellationToken cancellationToken)
    {
        try
        {
            var at = clock.GetTimestamp();
            foreach (var stock in await queries.FindItems(itemIds, cancellationToken)) known[stock.ItemId] = (stock, at);
        }
        catch (VendorException exception)
        {
            logger.LogWarning("Availability of {Count} items is not known now: {Reason}", itemIds.Count, exception.Message);
        }
    }
}
