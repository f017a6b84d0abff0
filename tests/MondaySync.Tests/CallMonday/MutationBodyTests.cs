using System.Text.Json;
using Workers.MondaySync.CallMonday;

namespace MondaySync.Tests.CallMonday;

internal sealed class MutationBodyTests
{
    [Test]
    public void Values_travel_in_variables_and_column_values_are_encoded_twice()
    {
        var body = JsonElement.Parse(MutationBody.Of(
        [
            new Operation { Kind = OperationKind.CreateItem, OrderId = Guid.Empty, BoardId = 7, Group = "new", Name = "evil \"){id}", Values = """{"a":"b"}""" },
            new Operation { Kind = OperationKind.CreateSubitem, OrderId = Guid.Empty, TargetId = 12, Name = "S", Values = "{}" },
            new Operation { Kind = OperationKind.DeleteSubitem, OrderId = Guid.Empty, TargetId = 13 },
        ], createLabels: false));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(body.GetProperty("query").GetString(), Is.EqualTo(
                "mutation($b0:ID!,$g0:String,$n0:String!,$v0:JSON,$p1:ID!,$n1:String!,$v1:JSON,$i2:ID!){a0:create_item(board_id:$b0,group_id:$g0,item_name:$n0,column_values:$v0){id} "
                + "a1:create_subitem(parent_item_id:$p1,item_name:$n1,column_values:$v1){id board{id}} a2:delete_item(item_id:$i2){id} }"));
            Assert.That(body.GetProperty("variables").GetProperty("v0").GetString(), Is.EqualTo("""{"a":"b"}"""));
            Assert.That(body.GetProperty("variables").GetProperty("b0").GetString(), Is.EqualTo("7"));
        }
    }
}
