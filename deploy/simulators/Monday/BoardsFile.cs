using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.Monday;

/// <summary>Reads the boards an account starts with.</summary>
internal static class BoardsFile
{
    public static List<Board> Read(string path, DateTimeOffset now)
    {
        var bytes = path.Length > 0 ? File.ReadAllBytes(path) : Embedded("boards.json");
        var root = JsonText.Parse(bytes) ?? throw new InvalidOperationException($"{(path.Length > 0 ? path : "boards.json")} is not JSON");
        return root.EnumerateArray().Select(board => ReadBoard(board, now)).ToList();
    }

    public static byte[] Embedded(string name)
    {
        using var stream = typeof(BoardsFile).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static Board ReadBoard(JsonElement element, DateTimeOffset now)
    {
        var board = new Board { Id = element.Text("id")!, Name = element.Text("name")!, CreatedAt = now };
        foreach (var group in element.GetProperty("groups").EnumerateArray())
            board.Groups.Add(new Group(group.Text("id")!, group.Text("title")!));
        board.Columns.Add(Boards.NameColumn());
        Columns(board, element);
        if (element.Member("subitems") is { } subitems)
        {
            Boards.AddSubitemBoard(board, subitems.Text("id")!, now);
            Columns(board.Subitems!, subitems);
        }

        return board;
    }

    private static void Columns(Board board, JsonElement element)
    {
        foreach (var column in element.GetProperty("columns").EnumerateArray())
        {
            var made = new Column { Id = column.Text("id")!, Title = column.Text("title")!, Type = column.Text("type")! };
            if (column.Member("labels") is { } labels)
            {
                foreach (var label in labels.EnumerateArray())
                    made.Labels[made.Labels.Count] = label.GetString()!;
            }

            board.Columns.Add(made);
        }
    }
}
