using static Simulators.Tests.MondayTests;

namespace Simulators.Tests;

internal sealed class MondayBoardTests
{
    [Test]
    public async Task A_full_board_takes_no_more_items_until_one_is_removed()
    {
        await using var sim = await Sim.Start(new() { Monday = { ItemsPerBoard = 2 } });
        var first = await Create(sim, "one");
        await Create(sim, "two");

        var full = await sim.Gql(CreateItem, new { b = Board, n = "three" });
        await sim.Gql($"mutation {{ delete_item(item_id: {first}) {{ id }} }}");
        var again = await sim.Gql(CreateItem, new { b = Board, n = "three" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(full.GetProperty("errors")[0].GetProperty("extensions").Text("code"), Is.EqualTo("ItemsLimitationException"));
            Assert.That(again.TryGetProperty("errors", out _), Is.False);
        }
    }

    [Test]
    public async Task A_duplicated_board_has_the_structure_of_both_boards_and_no_items()
    {
        await using var sim = await Sim.Start();
        await sim.Gql(CreateSubitem, new { p = await Create(sim, "SO-1"), n = "M" });

        var copy = (await sim.Gql($"mutation {{ duplicate_board(board_id: {Board}, duplicate_type: duplicate_board_with_structure, board_name: \"Second\") {{ board {{ id name items_count groups {{ id }} columns {{ id type settings_str }} }} }} }}"))
            .GetProperty("data").GetProperty("duplicate_board").GetProperty("board");
        var settings = copy.GetProperty("columns").EnumerateArray().Single(column => column.Text("type") == "subtasks").Text("settings_str");
        var created = await sim.Gql(CreateItem, new { b = copy.Text("id"), g = "new_orders", n = "SO-2", cv = """{"order_number":"SO-2"}""" });
        var subitem = await sim.Gql(CreateSubitem, new { p = created.GetProperty("data").GetProperty("create_item").Text("id"), n = "M", cv = """{"sku":"T-M"}""" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(copy.Text("name"), Is.EqualTo("Second"));
            Assert.That(copy.GetProperty("items_count").GetInt32(), Is.Zero);
            Assert.That(copy.GetProperty("groups").EnumerateArray().Select(group => group.Text("id")), Is.EqualTo(["new_orders", "cancelled"]));
            Assert.That(settings, Does.Contain(subitem.GetProperty("data").GetProperty("create_subitem").GetProperty("board").Text("id")));
            Assert.That(settings, Does.Not.Contain(SubitemBoard));
        }
    }

    [Test]
    public async Task A_new_board_gets_its_subitem_board_with_the_first_subitem()
    {
        await using var sim = await Sim.Start();
        var board = (await sim.Gql("mutation { create_board(board_name: \"Next\", board_kind: public, empty: true) { id } }")).GetProperty("data").GetProperty("create_board").Text("id");
        await sim.Gql("""
            mutation($b: ID!, $d: JSON) {
              c: create_column(board_id: $b, id: "order_number", title: "Order number", column_type: text) { id }
              g: create_group(board_id: $b, group_name: "New") { id }
              s: create_column(board_id: $b, title: "State", column_type: status, defaults: $d) { id settings_str }
            }
            """, new { b = board, d = """{"labels":{"0":"New"}}""" });
        var item = (await sim.Gql(CreateItem, new { b = board, n = "SO-1", cv = """{"order_number":"SO-1"}""" })).GetProperty("data").GetProperty("create_item").Text("id");

        var subitem = (await sim.Gql(CreateSubitem, new { p = item, n = "M" })).GetProperty("data").GetProperty("create_subitem").GetProperty("board").Text("id");
        var column = await sim.Gql($$"""mutation { create_column(board_id: {{subitem}}, id: "sku", title: "SKU", column_type: text) { id } }""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(subitem, Is.Not.EqualTo(board).And.Not.Empty);
            Assert.That(column.GetProperty("data").GetProperty("create_column").Text("id"), Is.EqualTo("sku"));
        }
    }
}
