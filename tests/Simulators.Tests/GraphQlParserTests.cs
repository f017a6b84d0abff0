using System.Text;
using Workers.Simulators.Monday;
using Workers.Simulators.Monday.GraphQl;

namespace Simulators.Tests;

internal sealed class GraphQlParserTests
{
    private static readonly Schema Schema = Schema.Parse(Encoding.UTF8.GetString(BoardsFile.Embedded("schema.graphql")));

    [TestCase("{ me { id } }")]
    [TestCase("query { me { id } }")]
    [TestCase("query Q { me { id } }")]
    [TestCase("query Q($a: [ID!]! = [\"1\"], $n: Int = 5) { boards(ids: $a, limit: $n) { id } }")]
    [TestCase("{ a: me { id } b: me { name } }")]
    [TestCase("query { ...F } fragment F on Query { me { id } }")]
    [TestCase("{ ... on Query { me { id } } }")]
    [TestCase("{ ... { me { id } } }")]
    [TestCase("query($yes: Boolean!) { me @include(if: $yes) @skip(if: false) { id } }")]
    [TestCase("# comment\n{ me # another\n { id, name ,,, } }")]
    [TestCase("{ __typename me { __typename } }")]
    [TestCase("\uFEFF{ me { id } }")]
    [TestCase("{ boards(ids: [1, \"2\"], state: all) { id } }")]
    [TestCase("mutation { create_item(board_id: 1, item_name: \"\"\"block \"quoted\" text\"\"\", column_values: \"{\\\"a\\\": \\\"\\u00e9\\\"}\") { id } }")]
    [TestCase("{ items_page_by_column_values(board_id: 1, columns: [{column_id: \"a\", column_values: [\"x\", null]}]) { items { id } } }")]
    [TestCase("{ boards { items_page(query_params: {rules: [{column_id: \"n\", compare_value: [1.5e3, -2], operator: any_of}]}) { cursor } } }")]
    [TestCase("query fragment { me { on: id } }")]
    public void Is_accepted(string text) => Assert.That(Errors(text), Is.Empty);

    [TestCase("")]
    [TestCase("   # only a comment")]
    [TestCase("{")]
    [TestCase("{ }")]
    [TestCase("{ me { id }")]
    [TestCase("{ me { id } } }")]
    [TestCase("query ( { me { id } }")]
    [TestCase("query () { me { id } }")]
    [TestCase("{ boards(ids: ) { id } }")]
    [TestCase("{ boards() { id } }")]
    [TestCase("{ boards(limit: 007) { id } }")]
    [TestCase("{ boards(limit: 1.) { id } }")]
    [TestCase("{ boards(limit: 1x) { id } }")]
    [TestCase("{ boards(ids: \"open) { id } }")]
    [TestCase("{ boards(ids: \"bad \\q\") { id } }")]
    [TestCase("{ boards(ids: \"\"\"open) { id } }")]
    [TestCase("{ boards(ids: \"line\nbreak\") { id } }")]
    [TestCase("{ me { id } } ; drop")]
    [TestCase("fragment on on Query { me { id } }")]
    [TestCase("query($a: Int = $b) { me { id } }")]
    [TestCase("{ ..F }")]
    [TestCase("\0")]
    [TestCase("{ boards(ids: \"\\ud800\") { id } }")]
    [TestCase("select * from boards")]
    public void Is_no_graphql(string text) => Assert.That(() => Parser.Parse(text), Throws.TypeOf<GraphQlSyntaxException>());

    [TestCase("{ nothing }", "Cannot query field \"nothing\" on type \"Query\".")]
    [TestCase("{ me { id { x } } }", "Selections can't be made on scalars")]
    [TestCase("{ me }", "Field must have selections")]
    [TestCase("{ boards(colour: 1) { id } }", "doesn't accept argument 'colour'")]
    [TestCase("mutation { create_item(board_id: 1) { id } }", "missing required arguments: item_name")]
    [TestCase("query($a: Int!) { boards(ids: [$a]) { id } }", "Type mismatch on variable $a")]
    [TestCase("query($a: ID) { next_items_page(cursor: $a) { cursor } }", "Type mismatch on variable $a")]
    [TestCase("query($a: ID) { me { id } }", "declared by anonymous query but not used")]
    [TestCase("{ boards(ids: $a) { id } }", "used but not declared")]
    [TestCase("query($a: Nothing) { boards(ids: $a) { id } }", "isn't a defined input type")]
    [TestCase("{ ...F }", "was used, but not defined")]
    [TestCase("{ ...F } fragment F on Query { ...F }", "infinite loop")]
    [TestCase("{ ...A } fragment A on Query { ...B } fragment B on Query { me { id } ...A }", "infinite loop")]
    [TestCase("{ me { ... on Board { id } } }", "can't be spread inside User")]
    [TestCase("{ me @upper { id } }", "Directive @upper is not defined")]
    [TestCase("{ me @include { id } }", "missing required arguments: if")]
    [TestCase("{ a: me { id } a: version { kind } }", "field conflict")]
    [TestCase("{ a: boards(limit: 1) { id } a: boards(limit: 2) { id } }", "argument conflict")]
    [TestCase("query A { me { id } } { me { id } }", "must be the only defined operation")]
    [TestCase("subscription { me { id } }", "not configured for subscriptions")]
    public void Breaks_a_rule(string text, string message) => Assert.That(Errors(text), Has.Some.Contains(message));

    [TestCase("hello")]
    [TestCase("\n    hello,\n      world\n    bye\n  ", "hello,\n  world\nbye")]
    [TestCase("first\n  second", "first\nsecond")]
    [TestCase("\n\n", "")]
    public void A_block_string_loses_its_indentation(string raw, string? expected = null) =>
        Assert.That(BlockString.Dedent(raw), Is.EqualTo(expected ?? raw));

    [Test]
    public void Deep_nesting_is_refused_and_does_not_break_the_process([Values("{ me ", "[", "{a:", "...{")] string step)
    {
        var inside = string.Concat(Enumerable.Repeat(step, 200_000));
        var text = step is "{ me " or "...{" ? (step[0] == '.' ? "{" + inside : inside) : "{ boards(ids: " + inside;

        Assert.That(() => Parser.Parse(text), Throws.TypeOf<GraphQlSyntaxException>().With.Message.Contains("deeper"));
    }

    [Test]
    public void Fragments_that_multiply_are_bounded()
    {
        var text = new StringBuilder("{ ...F0 }");
        for (var index = 0; index < 40; index++)
            text.Append($" fragment F{index} on Query {{ ...F{index + 1} ...F{index + 1} }}");
        text.Append(" fragment F40 on Query { me { id } }");

        Assert.That(Errors(text.ToString()), Has.Some.Contains("too large"));
    }

    [Test]
    public void Five_hundred_aliases_are_read()
    {
        var text = "mutation {" + string.Concat(Enumerable.Range(0, 500).Select(index => $" a{index}: create_item(board_id: 1, item_name: \"n\") {{ id }}")) + "}";

        Assert.That(Errors(text), Is.Empty);
    }

    private static List<string> Errors(string text) => Validator.Check(Schema, Parser.Parse(text)).ConvertAll(error => error.Message);
}
