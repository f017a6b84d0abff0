namespace Workers.Fleet.Bench;

/// <summary>What was measured. The names of the members are the keys that others read.</summary>
internal sealed record BenchResult
{
    public required int Orders { get; init; }

    /// <summary>From the first publish to the last board item.</summary>
    public required double OrdersPerSecond { get; init; }

    /// <summary>From publish to sales order, at 50 orders a second.</summary>
    public required double P50Ms { get; init; }

    public required double P95Ms { get; init; }

    public required double P99Ms { get; init; }

    /// <summary>Deliveries by the broker.</summary>
    public required double MessagesPerOrder { get; init; }

    public required double CommitsPerOrder { get; init; }

    /// <summary>Of all processes: services, simulators, broker, database.</summary>
    public required double CpuSecondsPerOrder { get; init; }

    /// <summary>The same, in milliseconds and by process: where the time goes.</summary>
    public required SortedDictionary<string, double> CpuMillisecondsPerOrder { get; init; }

    /// <summary>Bare chains of as many durable hops with the same bytes, on the same broker.</summary>
    public required double FloorOrdersPerSecond { get; init; }

    public required double RatioToFloor { get; init; }

    public required SortedDictionary<string, long> PeakRssMb { get; init; }
}
