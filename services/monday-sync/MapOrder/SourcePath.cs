using System.Collections.Concurrent;
using System.Reflection;

namespace Workers.MondaySync.MapOrder;

/// <summary>A path such as <c>order.shippingAddress.countryCode</c> into an order, with alternatives: <c>a|b</c> is b where a is empty.</summary>
internal sealed class SourcePath
{
    private static readonly ConcurrentDictionary<(Type, string), SourcePath> Known = new();
    private readonly PropertyInfo[][] alternatives;

    private SourcePath(PropertyInfo[][] alternatives) => this.alternatives = alternatives;

    public static SourcePath Of(Type root, string path) =>
        Known.GetOrAdd((root, path), key => new SourcePath([.. key.Item2.Split('|').Select(part => Steps(key.Item1, part.Trim()))]));

    public static string? Problem(string path, Type root)
    {
        try
        {
            _ = Of(root, path);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    public object? Read(object root)
    {
        foreach (var steps in alternatives)
        {
            object? value = root;
            foreach (var step in steps)
                if ((value = step.GetValue(value)) is null) break;
            if (value is not null and not "") return value;
        }
        return null;
    }

    private static PropertyInfo[] Steps(Type root, string path)
    {
        var steps = new List<PropertyInfo>();
        var type = root;
        foreach (var name in path.Split('.'))
        {
            var step = type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
                ?? throw new ArgumentException($"the source '{path}' has no '{name}'; there are {string.Join(", ", type.GetProperties().Select(CamelCase))}.");
            steps.Add(step);
            type = step.PropertyType;
        }
        return [.. steps];
    }

    private static string CamelCase(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
