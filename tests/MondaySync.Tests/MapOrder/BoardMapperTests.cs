using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workers.MondaySync;
using Workers.MondaySync.MapOrder;

namespace MondaySync.Tests.MapOrder;

internal sealed class BoardMapperTests
{
    private static readonly BoardMapping Mapping = MappingFile.Load(new MondaySyncOptions());

    [Test]
    public void An_order_without_a_number_shows_its_provisional_one_and_is_new_without_a_sales_order()
    {
        var draft = BoardMapper.Map(new TestOrder { OrderNumber = null, NetSuiteNumber = null }.Sync(), Mapping);

        Assert.That(draft.Title, Does.StartWith("PROV-2026-"));
        Assert.That(draft.Status, Is.EqualTo("New"));
    }

    [Test]
    public void What_needs_attention_first_stands_for_the_whole_order()
    {
        var command = new TestOrder { Lines = [TestOrder.Line(1, "A", 1), TestOrder.Line(2, "B", 1)] }.Sync();
        command = command with { Lines = [command.Lines[0], command.Lines[1] with { InventoryStatus = "BACKORDERED" }] };

        Assert.That(BoardMapper.Map(command, Mapping).Inventory, Is.EqualTo("BACKORDERED"));
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void Any_text_gives_a_name_that_Monday_takes_or_a_named_problem(string? customer, string? number)
    {
        var draft = BoardMapper.Map(new TestOrder { Customer = customer ?? "", OrderNumber = number }.Sync(), Mapping);

        Assert.That(DraftCheck.Problem(draft) is not null || draft.Title.Length is >= 1 and <= 255);
        Assert.That(JsonElement.Parse(draft.ColumnValues).ValueKind, Is.EqualTo(JsonValueKind.Object));
        Assert.That(draft.Title.Any(char.IsControl), Is.False);
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public void The_same_order_gives_the_same_bytes_and_one_subitem_per_size(PositiveInt lines, PositiveInt sizes)
    {
        var order = new TestOrder
        {
            Lines = [.. Enumerable.Range(1, lines.Get % 20 + 1).Select(number => TestOrder.Line(number, "A", sizes.Get, [.. Enumerable.Range(0, sizes.Get % 6).Select(size => ($"{size}", 1m))]))],
        };
        var (first, second) = (BoardMapper.Map(order.Sync(), Mapping), BoardMapper.Map(order.Sync(), Mapping));

        Assert.That(first.ColumnValues, Is.EqualTo(second.ColumnValues));
        Assert.That(first.Subitems, Has.Count.EqualTo(order.Lines.Sum(line => Math.Max(1, line.Sizes.Count))));
        Assert.That(first.Subitems.Select(subitem => subitem.ExternalId), Is.Unique);
    }

    [TestCase("text", "x", "\"x\"")]
    [TestCase("long_text", "x", "{\"text\":\"x\"}")]
    [TestCase("status", "x", "{\"label\":\"x\"}")]
    [TestCase("dropdown", "x", "{\"labels\":[\"x\"]}")]
    [TestCase("email", "a@b.c", "{\"email\":\"a@b.c\",\"text\":\"a@b.c\"}")]
    [TestCase("status", "", "null")]
    [TestCase("text", null, "\"\"")]
    public void Each_column_type_has_its_own_form(string type, string? value, string json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            ColumnValue.Write(writer, new MappedColumn { Id = "c", Type = type }, value);
            writer.WriteEndObject();
        }

        Assert.That(System.Text.Encoding.UTF8.GetString(buffer.ToArray()), Is.EqualTo("{\"c\":" + json + "}"));
    }

    [Test]
    public void A_long_name_is_cut_at_a_whole_character()
    {
        var name = NameTemplate.Fit(string.Concat(Enumerable.Repeat("👩‍👩‍👧", 60)));

        Assert.That(name, Has.Length.LessThanOrEqualTo(255).And.EndsWith("…"));
        Assert.That(name[..^1].Length % "👩‍👩‍👧".Length, Is.Zero);
    }

    [Test]
    public void A_mapping_that_cannot_work_is_refused_with_every_reason()
    {
        var yaml = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "board-mapping.yaml"))
            .Replace("source: order.currencyCode", "source: order.currency").Replace("id: po_number, type: text", "id: po_number, type: words");

        Assert.That(() => MappingFile.Parse(yaml, "test"), Throws.InvalidOperationException
            .With.Message.Contain("has no 'currency'").And.Message.Contain("currencyCode").And.Message.Contain("type 'words'"));
    }

    [Test]
    public void An_unknown_key_in_the_mapping_is_refused_with_its_line() =>
        Assert.That(() => MappingFile.Parse("boards: []\nboardz: 1\n", "test"), Throws.InvalidOperationException.With.Message.Contain("line 2"));
}
