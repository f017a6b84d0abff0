using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workers.Contracts.Board;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;
using Workers.MondaySync.RollOver;

namespace Workers.MondaySync.Operate;

/// <summary>Shows the requests that would create an order, without sending or storing anything. The item's id is not known yet and stands as 0.</summary>
internal sealed class DryRun(BoardMapping mapping, BoardStore boards)
{
    public async Task<IResult> Show(SyncToBoard command, CancellationToken cancellationToken)
    {
        var draft = BoardMapper.Map(command, mapping);
        if (DraftCheck.Problem(draft) is { } problem) return Results.Ok(new { vendor = MondayClient.Vendor, problem });
        var board = (await boards.All(cancellationToken)).Count == 0 ? mapping.Boards[0].Id : (await boards.Current(cancellationToken)).BoardId;
        var item = new Operation { Kind = OperationKind.CreateItem, OrderId = command.OrderId, BoardId = board, Group = draft.Group, Name = draft.Title, Values = draft.ColumnValues };
        var subitems = draft.Subitems.Select(subitem => new Operation
        {
            Kind = OperationKind.CreateSubitem, OrderId = command.OrderId, Name = subitem.Name, Values = subitem.ColumnValues,
        }).ToList();
        return Results.Ok(new { vendor = MondayClient.Vendor, requests = new[] { Request([item]), Request(subitems) } });
    }

    private object Request(IReadOnlyList<Operation> operations) => new
    {
        method = "POST", path = "/v2", body = JsonNode.Parse(MutationBody.Of(operations, mapping.CreateLabels)),
    };
}
