using System.Text.Json;

namespace Simulators.Tests;

internal sealed class MondayTests
{
    internal const string Board = "4100000001";
    internal const string SubitemBoard = "4100000002";

    internal const string CreateItem = """
        mutation($b: ID!, $g: String, $n: String!, $cv: JSON) {
          create_item(board_id: $b, group_id: $g, item_name: $n, column_values: $cv, create_labels_if_missing: true) { id name group { id } }
        }
        """;

    internal const string CreateSubitem = """
        mutation($p: ID!, $n: String!, $cv: JSON) { create_subitem(parent_item_id: $p, item_name: $n, column_values: $cv) { id board { id type } parent_item { id } } }
        """;

    [Test]
    public async Task The_board_of_the_start_has_its_columns_groups_and_subitem_board()
    {
        await using var sim = await Sim.Start();

        var answer = await sim.Gql("query($b: [ID!]) { boards(ids: $b) { name type groups { id title } columns { id type settings_str } } }", new { b = new[] { Board, SubitemBoard } });
        var boards = answer.GetProperty("data").GetProperty("boards");
        var status = boards[0].GetProperty("columns").EnumerateArray().Single(column => column.Text("id") == "status");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(boards[0].Text("name"), Is.EqualTo("Customer Master Schedule"));
            Assert.That(boards[0].GetProperty("groups").EnumerateArray().Select(group => group.Text("id")), Is.EqualTo(["new_orders", "cancelled"]));
            Assert.That(status.Text("settings_str"), Does.Contain("Cancelled"));
            Assert.That(boards[1].Text("type"), Is.EqualTo("sub_items_board"));
            Assert.That(boards[1].GetProperty("columns").EnumerateArray().Select(column => column.Text("id")), Does.Contain("sku").And.Contain("external_id"));
        }
    }

    [Test]
    public async Task Double_encoded_column_values_are_kept_and_shown_as_text_and_json()
    {
        await using var sim = await Sim.Start();
        var values = """{"order_number":"SO-1","order_date":{"date":"2026-10-01"},"order_total":"42.50","status":{"label":"New"},"customer":"Müller \"GmbH\""}""";

        await sim.Gql(CreateItem, new { b = Board, n = "SO-1", cv = values });
        var cells = (await sim.Gql($"{{ boards(ids: {Board}) {{ items_page {{ items {{ column_values(ids: [\"order_date\", \"order_total\", \"status\", \"customer\", \"source\", \"inventory\"]) {{ id text value ... on StatusValue {{ index label }} ... on NumbersValue {{ number }} }} }} }} }} }}"))
            .GetProperty("data").GetProperty("boards")[0].GetProperty("items_page").GetProperty("items")[0].GetProperty("column_values");
        var byId = cells.EnumerateArray().ToDictionary(cell => cell.Text("id"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(byId["customer"].Text("text"), Is.EqualTo("Müller \"GmbH\""));
            Assert.That(byId["customer"].Text("value"), Is.EqualTo("\"Müller \\\"GmbH\\\"\""));
            Assert.That(byId["order_total"].GetProperty("number").GetDouble(), Is.EqualTo(42.5));
            Assert.That(byId["order_date"].Text("value"), Is.EqualTo("""{"date":"2026-10-01"}"""));
            Assert.That(byId["status"].Text("label"), Is.EqualTo("New"));
            Assert.That(byId["source"].Text("text"), Is.Empty);
        }
    }

    [TestCase("""{"order_total":"many"}""", "ColumnValueException", TestName = "Numbers must be numbers")]
    [TestCase("""{"order_date":{"date":"01/10/2026"}}""", "ColumnValueException", TestName = "Dates are ISO dates")]
    [TestCase("""{"order_number":{"text":"x"}}""", "ColumnValueException", TestName = "Text is text")]
    [TestCase("""{"status":{"label":"Unheard of"}}""", "ColumnValueException", TestName = "An unknown label is refused")]
    [TestCase("""{"status":{"index":77}}""", "ColumnValueException", TestName = "An unknown label index is refused")]
    [TestCase("""{"nothing":"x"}""", "InvalidColumnIdException", TestName = "An unknown column is refused")]
    public async Task A_wrong_value_is_an_error_at_its_field_and_creates_nothing(string values, string code)
    {
        await using var sim = await Sim.Start();

        var answer = await sim.Gql(CreateItem.Replace(", create_labels_if_missing: true", ""), new { b = Board, n = "x", cv = values });
        var error = answer.GetProperty("errors")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.GetProperty("extensions").Text("code"), Is.EqualTo(code));
            Assert.That(error.GetProperty("path")[0].GetString(), Is.EqualTo("create_item"));
            Assert.That(error.GetProperty("extensions").GetProperty("error_data").Text("column_id"), Is.Not.Empty);
            Assert.That(answer.GetProperty("data").GetProperty("create_item").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That((await sim.Ledger("monday/items")).GetArrayLength(), Is.Zero);
        }
    }

    [Test]
    public async Task A_missing_label_is_created_when_asked_for()
    {
        await using var sim = await Sim.Start();

        await sim.Gql(CreateItem, new { b = Board, n = "x", cv = """{"status":{"label":"Held"}}""" });

        Assert.That((await sim.Ledger("monday/items"))[0].GetProperty("columnValues").Text("status"), Is.EqualTo("Held"));
    }

    [TestCase("not-valid-json", "Syntax error in JSON input")]
    public async Task Values_that_are_no_json_are_a_variable_error(string values, string explanation)
    {
        await using var sim = await Sim.Start();

        var answer = await sim.Gql(CreateItem, new { b = Board, n = "x", cv = values });
        var error = answer.GetProperty("errors")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Text("message"), Is.EqualTo("Variable $cv of type JSON was provided invalid value"));
            Assert.That(error.GetProperty("extensions").GetProperty("problems")[0].Text("explanation"), Is.EqualTo(explanation));
        }
    }

    [Test]
    public async Task Values_that_are_not_encoded_twice_are_refused()
    {
        await using var sim = await Sim.Start();

        var answer = await sim.Gql(CreateItem, new { b = Board, n = "x", cv = new { order_number = "SO-1" } });

        Assert.That(answer.GetProperty("errors")[0].Text("message"), Does.Contain("provided invalid value"));
    }

    [TestCase(0)]
    [TestCase(256)]
    public async Task A_name_has_1_to_255_characters(int length)
    {
        await using var sim = await Sim.Start();

        var answer = await sim.Gql(CreateItem, new { b = Board, n = new string('x', length) });

        Assert.That(answer.GetProperty("errors")[0].GetProperty("extensions").Text("code"), Is.EqualTo("ItemNameTooLongException"));
    }

    [Test]
    public async Task One_alias_fails_alone_and_the_earlier_and_later_ones_stay_done()
    {
        await using var sim = await Sim.Start();

        var answer = await sim.Gql($"mutation {{ a: create_item(board_id: {Board}, item_name: \"one\") {{ id }} b: create_item(board_id: 99, item_name: \"two\") {{ id }} c: create_item(board_id: {Board}, item_name: \"three\") {{ id }} }}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("data").GetProperty("b").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(answer.GetProperty("errors")[0].GetProperty("path")[0].GetString(), Is.EqualTo("b"));
            Assert.That(answer.GetProperty("errors")[0].GetProperty("extensions").Text("code"), Is.EqualTo("InvalidBoardIdException"));
            Assert.That((await sim.Ledger("monday/items")).EnumerateArray().Select(item => item.Text("name")), Is.EqualTo(["one", "three"]));
        }
    }

    [Test]
    public async Task Subitems_live_on_a_board_of_their_own()
    {
        await using var sim = await Sim.Start();
        var item = await Create(sim, "SO-1");

        var created = (await sim.Gql(CreateSubitem, new { p = item, n = "Tee / M", cv = """{"sku":"T-M","quantity":"3"}""" })).GetProperty("data").GetProperty("create_subitem");
        var ledger = (await sim.Ledger("monday/subitems"))[0];
        var nested = await sim.Gql(CreateSubitem, new { p = created.Text("id"), n = "deeper" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.GetProperty("board").Text("id"), Is.EqualTo(SubitemBoard));
            Assert.That(created.GetProperty("board").Text("type"), Is.EqualTo("sub_items_board"));
            Assert.That(ledger.Text("parentItemId"), Is.EqualTo(item));
            Assert.That(ledger.GetProperty("columnValues").Text("quantity"), Is.EqualTo("3"));
            Assert.That(nested.GetProperty("errors").GetArrayLength(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_subitem_is_changed_on_its_own_board()
    {
        await using var sim = await Sim.Start();
        var subitem = (await sim.Gql(CreateSubitem, new { p = await Create(sim, "SO-1"), n = "M" })).GetProperty("data").GetProperty("create_subitem").Text("id");
        const string change = "mutation($b: ID!, $i: ID!, $cv: JSON!) { change_multiple_column_values(board_id: $b, item_id: $i, column_values: $cv) { id } }";

        var wrong = await sim.Gql(change, new { b = Board, i = subitem, cv = """{"customer":"x"}""" });
        var right = await sim.Gql(change, new { b = SubitemBoard, i = subitem, cv = """{"quantity":"7"}""" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong.TryGetProperty("errors", out _), Is.True);
            Assert.That(right.TryGetProperty("errors", out _), Is.False);
            Assert.That((await sim.Ledger("monday/subitems"))[0].GetProperty("columnValues").Text("quantity"), Is.EqualTo("7"));
        }
    }

    [Test]
    public async Task Single_values_the_name_the_group_and_removal_can_be_changed()
    {
        await using var sim = await Sim.Start();
        var item = await Create(sim, "SO-1");

        var answer = await sim.Gql($$"""
            mutation {
              a: change_simple_column_value(board_id: {{Board}}, item_id: {{item}}, column_id: "customer", value: "Horn") { id }
              b: change_column_value(board_id: {{Board}}, item_id: {{item}}, column_id: "status", value: "{\"index\": 1}") { id }
              c: change_multiple_column_values(board_id: {{Board}}, item_id: {{item}}, column_values: "{\"name\": \"SO-1b\"}") { name }
              d: move_item_to_group(item_id: {{item}}, group_id: "cancelled") { group { id } }
            }
            """);
        var changed = (await sim.Ledger("monday/items"))[0];
        await sim.Gql($"mutation {{ archive_item(item_id: {item}) {{ id state }} }}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.TryGetProperty("errors", out _), Is.False, answer.ToString());
            Assert.That(changed.GetProperty("columnValues").Text("customer"), Is.EqualTo("Horn"));
            Assert.That(changed.GetProperty("columnValues").Text("status"), Is.EqualTo("Confirmed"));
            Assert.That(changed.Text("name"), Is.EqualTo("SO-1b"));
            Assert.That(changed.Text("group"), Is.EqualTo("cancelled"));
            Assert.That((await sim.Ledger("monday/items"))[0].Text("state"), Is.EqualTo("archived"));
        }
    }

    [Test]
    public async Task Items_are_found_by_column_values_any_within_a_column_all_across_columns()
    {
        await using var sim = await Sim.Start();
        foreach (var number in (string[])["A", "B", "C"])
            await sim.Gql(CreateItem, new { b = Board, n = number, cv = JsonSerializer.Serialize(new { order_number = number, source = number == "C" ? "MIRAKL" : "SALESFORCE" }) });

        var answer = await sim.Gql("""
            query($b: ID!) { items_page_by_column_values(board_id: $b, limit: 25, columns: [{column_id: "order_number", column_values: ["B", "C", "D"]}, {column_id: "source", column_values: ["SALESFORCE"]}]) { cursor items { name } } }
            """, new { b = Board });
        var page = answer.GetProperty("data").GetProperty("items_page_by_column_values");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.GetProperty("items").EnumerateArray().Select(item => item.Text("name")), Is.EqualTo(["B"]));
            Assert.That(page.GetProperty("cursor").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [Test]
    public async Task Cursors_walk_all_items_once_and_die_after_an_hour()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);
        for (var index = 0; index < 7; index++)
            await Create(sim, $"SO-{index}");
        var page = (await sim.Gql($"{{ boards(ids: {Board}) {{ items_page(limit: 3) {{ cursor items {{ name }} }} }} }}")).GetProperty("data").GetProperty("boards")[0].GetProperty("items_page");
        var first = page.Text("cursor");
        var names = Names(page);

        while (page.GetProperty("cursor").ValueKind == JsonValueKind.String)
        {
            page = (await sim.Gql("query($c: String!) { next_items_page(cursor: $c, limit: 3) { cursor items { name } } }", new { c = page.Text("cursor") })).GetProperty("data").GetProperty("next_items_page");
            names.AddRange(Names(page));
        }

        clock.Advance(TimeSpan.FromMinutes(61));
        var late = await sim.Gql("query($c: String!) { next_items_page(cursor: $c) { cursor } }", new { c = first });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names, Is.EqualTo(Enumerable.Range(0, 7).Select(index => $"SO-{index}")));
            Assert.That(late.GetProperty("errors")[0].GetProperty("extensions").Text("code"), Is.EqualTo("CursorException"));
            Assert.That(late.GetProperty("data").ValueKind, Is.EqualTo(JsonValueKind.Null), "the field may not be null, so the whole answer is");
        }
    }

    [Test]
    public async Task Fragments_aliases_variables_and_typenames_work_together()
    {
        await using var sim = await Sim.Start();
        await Create(sim, "SO-1");

        var answer = await sim.Gql("""
            query Named($b: [ID!]!, $with: Boolean = false) {
              first: boards(ids: $b) { ...Head items_page(limit: 1) { items { __typename name @include(if: $with) shown: name } } }
            }
            fragment Head on Board { id kind: board_kind groups { ...Title } }
            fragment Title on Group { title }
            """, new { b = Board });
        var board = answer.GetProperty("data").GetProperty("first")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(board.Text("kind"), Is.EqualTo("public"));
            Assert.That(board.GetProperty("groups")[0].Text("title"), Is.EqualTo("New orders"));
            Assert.That(board.GetProperty("items_page").GetProperty("items")[0].ToString(), Is.EqualTo("""{"__typename":"Item","shown":"SO-1"}"""));
        }
    }

    internal static async Task<string> Create(Sim sim, string name) =>
        (await sim.Gql(CreateItem, new { b = Board, n = name })).GetProperty("data").GetProperty("create_item").Text("id");

    private static List<string> Names(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.Text("name")).ToList();
}
