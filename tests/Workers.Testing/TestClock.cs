namespace Workers.Testing;

/// <summary>A clock that a test moves.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private long now = start.UtcTicks;

    /// <summary>Starts at a fixed moment.</summary>
    public TestClock() : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref now);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves the time.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref now, by.Ticks);
}
