using System.Collections.Concurrent;

namespace Workers.CreditCheck.CheckCredit;

/// <summary>However many orders of one customer ask at the same time, one call is made in this process.</summary>
internal sealed class SingleFlight<T>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> flights = new();

    public async Task<T> Run(string key, Func<Task<T>> call)
    {
        var flight = flights.GetOrAdd(key, _ => new Lazy<Task<T>>(call));
        try
        {
            return await flight.Value;
        }
        finally
        {
            flights.TryRemove(new KeyValuePair<string, Lazy<Task<T>>>(key, flight));
        }
    }
}
