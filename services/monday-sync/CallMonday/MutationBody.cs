using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workers.MondaySync.CallMonday;

/// <summary>Many changes as one GraphQL mutation with the aliases a0, a1, ... Everything that came from an order travels in variables.</summary>
internal static class MutationBody
{
    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Alias(int index) => $"a{index}";

    public static string Of(IReadOnlyList<Operation> operations, bool createLabels)
    {
        var labels = createLabels ? ",create_labels_if_missing:true" : "";
        var declared = new StringBuilder("mutation(");
        var fields = new StringBuilder();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writer))
        {
            json.WriteStartObject();
            json.WriteStartObject("variables");
            for (var index = 0; index < operations.Count; index++) Add(declared, fields, json, operations[index], index, labels);
            json.WriteEndObject();
            json.WriteString("query", declared.Append("){").Append(fields).Append('}').ToString());
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Add(StringBuilder declared, StringBuilder fields, Utf8JsonWriter json, Operation operation, int i, string labels)
    {
        void Variable(char letter, string type, string? value)
        {
            if (declared[^1] != '(') declared.Append(',');
            declared.Append('$').Append(letter).Append(i).Append(':').Append(type);
            json.WriteString($"{letter}{i}", value);
        }

        var (board, target) = (operation.BoardId.ToString(), operation.TargetId.ToString());
        fields.Append(Alias(i)).Append(':');
        switch (operation.Kind)
        {
            case OperationKind.CreateItem:
                Variable('b', "ID!", board);
                Variable('g', "String", operation.Group);
                Variable('n', "String!", operation.Name);
                Variable('v', "JSON", operation.Values);
                fields.Append($"create_item(board_id:$b{i},group_id:$g{i},item_name:$n{i},column_values:$v{i}{labels}){{id}} ");
                break;
            case OperationKind.CreateSubitem:
                Variable('p', "ID!", target);
                Variable('n', "String!", operation.Name);
                Variable('v', "JSON", operation.Values);
                fields.Append($"create_subitem(parent_item_id:$p{i},item_name:$n{i},column_values:$v{i}{labels}){{id board{{id}}}} ");
                break;
            case OperationKind.UpdateItem or OperationKind.UpdateSubitem:
                Variable('b', "ID!", board);
                Variable('i', "ID!", target);
                Variable('v', "JSON!", operation.Values);
                fields.Append($"change_multiple_column_values(board_id:$b{i},item_id:$i{i},column_values:$v{i}{labels}){{id}} ");
                break;
            case OperationKind.MoveItem:
                Variable('i', "ID!", target);
                Variable('g', "String!", operation.Group);
                fields.Append($"move_item_to_group(item_id:$i{i},group_id:$g{i}){{id}} ");
                break;
            default:
                Variable('i', "ID!", target);
                fields.Append($"delete_item(item_id:$i{i}){{id}} ");
                break;
        }
    }
}
