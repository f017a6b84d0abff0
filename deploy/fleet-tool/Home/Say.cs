using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workers.Fleet.Home;

/// <summary>Progress goes to stderr, so that stdout carries nothing but the answer.</summary>
internal static class Say
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static bool lineOpen;

    public static void Line(string text)
    {
        if (lineOpen)
            Console.Error.WriteLine();
        lineOpen = false;
        Console.Error.WriteLine(text);
    }

    /// <summary>A line that the next one overwrites on a terminal; elsewhere a line like any other.</summary>
    public static void Progress(string text)
    {
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(text);
            return;
        }

        lineOpen = true;
        Console.Error.Write("\r\u001b[K" + text);
    }

    public static void Json<T>(T answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Indented));
}
