using System.Globalization;
using System.Text.RegularExpressions;

namespace Workers.Ingestion.ReadEvent;

/// <summary>Dates as RFC 3339 writes them, from 1900 to 2199. A time without an offset is refused: nobody could say when it was.</summary>
internal static partial class EventDates
{
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (TryDate(text, out var date))
        {
            instant = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return true;
        }
        if (!InstantPattern().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) return false;
        instant = parsed.ToUniversalTime();
        return true;
    }

    public static bool TryDate(string text, out DateOnly date)
    {
        date = default;
        return DatePattern().IsMatch(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    [GeneratedRegex(@"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex InstantPattern();

    [GeneratedRegex(@"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex DatePattern();
}
