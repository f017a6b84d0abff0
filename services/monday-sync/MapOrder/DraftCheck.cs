namespace Workers.MondaySync.MapOrder;

/// <summary>What Monday would refuse, found before any call is spent on it.</summary>
internal static class DraftCheck
{
    public static string? Problem(ItemDraft draft)
    {
        if (draft.Title.Length is 0 or > NameTemplate.MaxLength)
            return $"the item's name must have 1 to {NameTemplate.MaxLength} characters, got {draft.Title.Length}; name the order or the customer and retry";
        foreach (var subitem in draft.Subitems)
        {
            if (subitem.Name.Length is 0 or > NameTemplate.MaxLength)
                return $"line {subitem.LineNumber}: the subitem's name must have 1 to {NameTemplate.MaxLength} characters, got {subitem.Name.Length}; describe the line and retry";
        }
        var twice = draft.Subitems.GroupBy(subitem => subitem.ExternalId, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null
            : $"line {twice.First().LineNumber} with size '{twice.First().Size}' is there {twice.Count()} times, expected once; renumber the lines and retry";
    }
}
