using System.Diagnostics;
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
    private static Stopwatch? lastProgress;

    public static void Line(string text)
    {
        if (lineOpen)
            Console.Error.WriteLine();
        lineOpen = false;
        Console.Error.WriteLine(text);
    }

    /// <summary>A line that the next one overwrites on a terminal; elsewhere a line every two seconds.</summary>
    public static void Progress(string text)
    {
        if (Console.IsErrorRedirected)
        {
            if (lastProgress is null || lastProgress.Elapsed >= TimeSpan.FromSeconds(2))
            {
                Console.Error.WriteLine(text);
                lastProgress = Stopwatch.StartNew();
            }

            return;
        }

        lineOpen = true;
        Console.Error.Write("\r\u001b[K" + text);
    }

    public static void Json<T>(T answer) => Console.Out.WriteLine(JsonSerializer.Serialize(answer, Indented));
}
