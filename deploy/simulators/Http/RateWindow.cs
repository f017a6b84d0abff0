namespace Workers.Simulators.Http;

/// <summary>A budget that fills up again at the end of each window of the clock.</summary>
internal sealed class RateWindow(TimeSpan length)
{
    private readonly Lock gate = new();
    private long window = long.MinValue;
    private double used;

    /// <summary>Takes from the budget when it suffices, and says what is left.</summary>
    public bool TryTake(double amount, double budget, DateTimeOffset now, out double left)
    {
        lock (gate)
        {
            Turn(now);
            var fits = used + amount <= budget;
            if (fits)
                used += amount;
            left = Math.Max(0, budget - used);
            return fits;
        }
    }

    /// <summary>Takes without asking: rejected calls cost something too.</summary>
    public void Charge(double amount, DateTimeOffset now)
    {
        lock (gate)
        {
            Turn(now);
            used += amount;
        }
    }

    public double Left(double budget, DateTimeOffset now)
    {
        lock (gate)
        {
            Turn(now);
            return Math.Max(0, budget - used);
        }
    }

    public int SecondsToReset(DateTimeOffset now) =>
        (int)Math.Ceiling((length.Ticks - (now.UtcTicks % length.Ticks)) / (double)TimeSpan.TicksPerSecond);

    public void Reset()
    {
        lock (gate)
            used = 0;
    }

    private void Turn(DateTimeOffset now)
    {
        var current = now.UtcTicks / length.Ticks;
        if (current == window)
            return;
        window = current;
        used = 0;
    }
}
