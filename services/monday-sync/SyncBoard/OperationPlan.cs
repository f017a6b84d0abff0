using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;

namespace Workers.MondaySync.SyncBoard;

/// <summary>What to send next for a group of orders, packed into one request. Pure.</summary>
internal static class OperationPlan
{
    /// <param name="works">Orders of several customers.</param>
    /// <param name="board">Where new items go.</param>
    /// <param name="mapping">Groups and labels.</param>
    /// <param name="maxItems">Changes of items in one request.</param>
    /// <param name="maxSubitems">Changes of subitems in one request.</param>
    /// <param name="maxOrders">1 isolates orders after a request was refused as a whole.</param>
    public static List<Operation> Next(IEnumerable<OrderWork> works, long board, BoardMapping mapping, int maxItems, int maxSubitems, int maxOrders = int.MaxValue)
    {
        var (operations, items, subitems, orders) = (new List<Operation>(), 0, 0, 0);
        foreach (var work in works.Where(work => work.Left is null && !work.IsComplete))
        {
            if (orders >= maxOrders) break;
            var before = operations.Count;
            foreach (var operation in Of(work, board, mapping))
            {
                if (operation.IsSubitem ? subitems >= maxSubitems : items >= maxItems) break;
                operations.Add(operation with { Version = work.Command.Version, Attempt = work.Command.Attempt, Command = work.Command.Kind });
                if (operation.IsSubitem) subitems++;
                else items++;
            }
            if (operations.Count > before) orders++;
        }
        return operations;
    }

    private static IEnumerable<Operation> Of(OrderWork work, long board, BoardMapping mapping)
    {
        if (!work.IsSync) return work.Open.Order().Select(kind => Ending(work, kind, mapping));
        var staged = work.Staged!;
        if (staged.StgStatus == "PENDING" || work.MoveBack) return Items(work, staged, board);
        return work.Subitems.Where(subitem => subitem.StgStatus == "PENDING").Select(subitem => Subitem(work, subitem));
    }

    private static IEnumerable<Operation> Items(OrderWork work, StagedItem staged, long board)
    {
        if (work.Item.ItemId is not { } item)
        {
            yield return new Operation { Kind = OperationKind.CreateItem, OrderId = work.OrderId, StagingId = staged.StgId, BoardId = board, Group = staged.GroupId, Name = staged.Title, Values = staged.ColumnValues };
            yield break;
        }
        if (work.MoveBack) yield return new Operation { Kind = OperationKind.MoveItem, OrderId = work.OrderId, StagingId = staged.StgId, TargetId = item, Group = staged.GroupId };
        if (staged.StgStatus == "PENDING")
            yield return new Operation { Kind = OperationKind.UpdateItem, OrderId = work.OrderId, StagingId = staged.StgId, BoardId = work.Item.BoardId!.Value, TargetId = item, Values = staged.ColumnValues };
    }

    private static Operation Subitem(OrderWork work, StagedSubitem subitem)
    {
        var operation = new Operation { Kind = OperationKind.CreateSubitem, OrderId = work.OrderId, StagingId = subitem.StgId, TargetId = work.Item.ItemId!.Value, Name = subitem.SubitemName, Values = subitem.ColumnValues };
        if (subitem.StgMondaySubitemId is not { } id) return operation;
        return subitem.StgAction == "DELETE"
            ? new Operation { Kind = OperationKind.DeleteSubitem, OrderId = work.OrderId, StagingId = subitem.StgId, TargetId = id }
            : operation with { Kind = OperationKind.UpdateSubitem, BoardId = subitem.StgMondaySubitemBoardId!.Value, TargetId = id, Values = BoardMapper.WithName(subitem.ColumnValues, subitem.SubitemName) };
    }

    private static Operation Ending(OrderWork work, OperationKind kind, BoardMapping mapping) => kind switch
    {
        OperationKind.MoveItem => new Operation { Kind = kind, OrderId = work.OrderId, TargetId = work.Item.ItemId!.Value, Group = mapping.Groups.Cancelled },
        OperationKind.UpdateItem => new Operation
        {
            Kind = kind, OrderId = work.OrderId, BoardId = work.Item.BoardId!.Value, TargetId = work.Item.ItemId!.Value,
            Values = BoardMapper.WithStatus("{}", mapping.Item.StatusColumn, mapping.Status.Cancelled),
        },
        _ => new Operation { Kind = kind, OrderId = work.OrderId, TargetId = work.Item.ItemId!.Value },
    };
}
