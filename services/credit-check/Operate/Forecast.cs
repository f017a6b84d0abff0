namespace Workers.CreditCheck.Operate;

/// <summary>When the day's calls end if they go on as they did since midnight UTC.</summary>
internal static class Forecast
{
    public static string Of(int used, int budget, TimeSpan sinceMidnight)
    {
        if (used >= budget) return "used up; it returns at 00:00 UTC";
        if (used == 0 || sinceMidnight <= TimeSpan.Zero) return "lasts the day";
        var end = TimeSpan.FromSeconds(sinceMidnight.TotalSeconds * budget / used);
        return end >= TimeSpan.FromDays(1) ? "lasts the day" : $"ends at {end.Hours:00}:{end.Minutes:00} UTC at the rate so far";
    }
}
