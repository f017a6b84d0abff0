using System.Globalization;
using System.Text.RegularExpressions;

namespace Workers.MondaySync.MapOrder;

/// <summary>Item names: a template with paths in braces, blanks collapsed, at most 255 characters.</summary>
internal static partial class NameTemplate
{
    /// <summary>Monday refuses longer names.</summary>
    public const int MaxLength = 255;

    public static string Fill(string template, object view) =>
        Fit(CleanText.Of(Placeholder().Replace(template, match => ColumnValue.Text(SourcePath.Of(view.GetType(), match.Groups[1].Value).Read(view), null)))!);

    /// <summary>Cuts at a whole character and marks the cut; the columns keep the whole text.</summary>
    public static string Fit(string name)
    {
        name = Blanks().Replace(name, " ").Trim();
        if (name.Length <= MaxLength) return name;
        var end = 0;
        var characters = StringInfo.GetTextElementEnumerator(name);
        while (characters.MoveNext() && characters.ElementIndex + characters.GetTextElement().Length < MaxLength)
            end = characters.ElementIndex + characters.GetTextElement().Length;
        return name[..end].TrimEnd() + "…";
    }

    public static string? Problem(string template, Type view) =>
        template.Length == 0 ? "is empty."
        : Placeholder().Matches(template).Select(match => SourcePath.Problem(match.Groups[1].Value, view)).FirstOrDefault(problem => problem is not null);

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
