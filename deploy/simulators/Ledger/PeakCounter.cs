namespace Workers.Simulators.Ledger;

/// <summary>The most calls that fell into one window of the clock.</summary>
internal sealed class PeakCounter(TimeSpan window)
{
    private long current = long.MinValue;
    private long inWindow;

    public long Peak { get; private set; }

    public void Count(DateTimeOffset at)
    {
        var index = at.UtcTicks / window.Ticks;
        if (index != current)
            (current, inWindow) = (index, 0);
        Peak = Math.Max(Peak, ++inWindow);
    }

    public void Reset() => (current, inWindow, Peak) = (long.MinValue, 0, 0);
}
