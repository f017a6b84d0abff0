namespace Workers.MondaySync.RecordCommands;

/// <summary>Answers that need no call: the board already stands as asked, or the order was cancelled.</summary>
internal static class Settlement
{
    /// <summary>The outcome of a command as far as the order's row tells it, or null when there is work to do.</summary>
    public static string? Decide(BoardItemRow item, string kind, long version, int attempt)
    {
        if (item.RoundId is not null) return null;
        if (kind == CommandRow.Close)
            return item.State == "CLOSED" ? "CLOSED" : item.IsUntouched ? "CLOSED" : null;
        if (kind != CommandRow.Sync) return null;
        if (item.State == "CLOSED" && version <= item.Tombstone) return "CLOSED";
        if (item.StandsVersion is not { } stands || item.State != "OPEN") return null;
        // A higher attempt of the version that stands is a person's retry: the board is looked at and repaired.
        return version < stands || (version == stands && attempt <= item.StandsAttempt) ? "SYNCED" : null;
    }
}
