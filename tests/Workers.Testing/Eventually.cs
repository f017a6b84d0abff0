using System.Diagnostics;

namespace Workers.Testing;

/// <summary>Waits for a condition instead of sleeping.</summary>
public static class Eventually
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>Asks again and again until it is true; fails the test when the time is up.</summary>
    public static Task True(Func<bool> condition, string what, TimeSpan? within = null) =>
        True(() => Task.FromResult(condition()), what, within);

    /// <inheritdoc cref="True(Func{bool}, string, TimeSpan?)"/>
    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var limit = within ?? Default;
        var waited = Stopwatch.StartNew();
        var pause = 5;
        while (!await condition())
        {
            if (waited.Elapsed > limit) Assert.Fail($"Waited {limit.TotalSeconds:0} s in vain until {what}");
            await Task.Delay(pause);
            pause = Math.Min(pause * 2, 200);
        }
    }

    /// <summary>Asks again and again until the value fits, and returns it; fails the test when the time is up.</summary>
    public static async Task<T> Value<T>(Func<Task<T>> ask, Func<T, bool> fits, string what, TimeSpan? within = null)
    {
        var last = default(T)!;
        await True(async () => fits(last = await ask()), what, within);
        return last;
    }
}
