using System.Text.Json;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.NetSuite;

namespace Workers.Orders.Journey;

/// <summary>What happened at NetSuite and on the board. Facts are recorded whatever their attempt; only a current one moves the order.</summary>
internal static class VendorDecisions
{
    public static Decision? Submitted(OrderState order, SalesOrderSubmitted fact, DateTime now)
    {
        if (fact.Version != order.SourceVersion || order.NetsuiteTransactionId == fact.TransactionId) return Decision.Ignored;
        order.NetsuiteTransactionId = fact.TransactionId;
        if (AnswerDecisions.IsCurrent(order, fact) && order.StagingStatus == Statuses.AwaitingNetSuite)
            Moves.Enter(order, Statuses.PollingNetSuite, OrderSteps.Erp, now);
        return new Decision("SALES_ORDER_SUBMITTED", $"NetSuite took the request as {fact.TransactionId}") { Send = false };
    }

    public static Decision? Created(OrderState order, SalesOrderCreated fact, DateTime now)
    {
        var known = order.NetsuiteInternalId == fact.InternalId && order.ErpVersion >= fact.Version;
        RecordSalesOrder(order, fact);
        if (AnswerDecisions.IsCurrent(order, fact) && order.StagingStatus is Statuses.AwaitingNetSuite or Statuses.PollingNetSuite)
        {
            order.BoardRequested = true;
            order.BoardStatus = BoardStatuses.Pending;
            Moves.Enter(order, Statuses.Completed, OrderSteps.Board, now);
            return Fact(order, fact, send: true);
        }
        if (order is { CancelRequestedAt: not null, ErpCancelled: true } && order.ErpCancelledId != fact.InternalId)
        {
            // NetSuite had it after all: what was believed never to exist has to be closed.
            Moves.NewAttempt(order);
            order.ErpCancelled = false;
            Moves.Settle(order, now);
            return Fact(order, fact, send: true);
        }
        return known ? Decision.Ignored : Fact(order, fact, send: false);
    }

    public static Decision? SalesOrderFailed(OrderState order, SalesOrderFailed refusal, DateTime now)
    {
        if (!AnswerDecisions.IsCurrentOrCancelling(order, refusal) || order.Step != OrderSteps.Erp || AnswerDecisions.IsDecidedAlready(order)) return Decision.Ignored;
        order.RetryCount++;
        Moves.Error(order, refusal.Code, refusal.Reason);
        Moves.Review(order, refusal.Code, refusal.Reason);
        return new Decision("SALES_ORDER_REFUSED", refusal.Reason) { Detail = new { refusal.Code, order.RetryCount } };
    }

    public static Decision? SalesOrderCancelled(OrderState order, SalesOrderCancelled fact, DateTime now)
    {
        if (order.CancelRequestedAt is null || order.ErpCancelled) return Decision.Ignored;
        order.ErpCancelled = true;
        order.ErpCancelledId = fact.InternalId;
        order.NetsuiteInternalId ??= fact.InternalId;
        order.NetsuiteOrderNumber ??= fact.OrderNumber;
        Moves.Settle(order, now);
        return new Decision("SALES_ORDER_CANCELLED", fact.InternalId is null ? "there is no sales order at NetSuite" : $"sales order {fact.OrderNumber} is closed at NetSuite")
        {
            Send = order.StagingStatus == Statuses.Cancelled,
        };
    }

    public static Decision? Synced(OrderState order, BoardItemSynced fact, DateTime now)
    {
        var known = order.BoardItemId == fact.ItemId && order.BoardVersion >= fact.Version;
        order.BoardId = fact.BoardId;
        order.BoardItemId = fact.ItemId;
        order.BoardSubitems = fact.Subitems;
        order.BoardVersion = Math.Max(order.BoardVersion ?? 0, fact.Version);
        order.Pending.LookupKeys.Add(fact.ItemId.ToString());
        if (AnswerDecisions.IsCurrent(order, fact) && order is { StagingStatus: Statuses.Completed, Step: OrderSteps.Board })
        {
            order.BoardStatus = BoardStatuses.Synced;
            order.CompletedAt = now;
            Moves.Rest(order, Statuses.Completed, now);
            return Fact(fact, send: true);
        }
        if (order is { CancelRequestedAt: not null, BoardClosed: true, BoardStatus: not BoardStatuses.Closed })
        {
            Moves.NewAttempt(order);
            order.BoardClosed = false;
            Moves.Settle(order, now);
            return Fact(fact, send: true);
        }
        return known ? Decision.Ignored : Fact(fact, send: false);
    }

    public static Decision? BoardSyncFailed(OrderState order, BoardSyncFailed refusal, DateTime now)
    {
        if (!AnswerDecisions.IsCurrentOrCancelling(order, refusal) || order.Step != OrderSteps.Board || AnswerDecisions.IsDecidedAlready(order)) return Decision.Ignored;
        order.RetryCount++;
        order.BoardStatus = BoardStatuses.Failed;
        Moves.Error(order, refusal.Code, refusal.Reason);
        Moves.Review(order, refusal.Code, refusal.Reason);
        return new Decision("BOARD_REFUSED", refusal.Reason) { Detail = new { refusal.Code, order.RetryCount } };
    }

    public static Decision? BoardItemClosed(OrderState order, BoardItemClosed fact, DateTime now)
    {
        if (order.CancelRequestedAt is null || order.BoardClosed) return Decision.Ignored;
        order.BoardClosed = true;
        order.BoardItemId ??= fact.ItemId;
        if (fact.ItemId is not null) order.BoardStatus = BoardStatuses.Closed;
        Moves.Settle(order, now);
        return new Decision("BOARD_ITEM_CLOSED", fact.ItemId is null ? "there is no item on the board" : $"item {fact.ItemId} is closed on the board")
        {
            Send = order.StagingStatus == Statuses.Cancelled,
        };
    }

    private static void RecordSalesOrder(OrderState order, SalesOrderCreated fact)
    {
        order.NetsuiteInternalId = fact.InternalId;
        order.NetsuiteOrderNumber = fact.OrderNumber;
        order.NsCreatedAt ??= fact.CreatedAt.UtcDateTime;
        order.ErpVersion = Math.Max(order.ErpVersion ?? 0, fact.Version);
        order.Pending.LookupKeys.Add(fact.OrderNumber);
        order.Pending.LookupKeys.Add(fact.InternalId.ToString());
        if (fact.Version != order.SourceVersion || fact.Lines.Count == 0) return;
        order.Availability = JsonSerializer.Serialize(fact.Lines, OrderCommands.Json);
        order.Pending.Availability = fact.Lines;
        order.InventoryStatus = Inventory.Worst(fact.Lines.Select(line => line.InventoryStatus));
    }

    private static Decision Fact(OrderState order, SalesOrderCreated fact, bool send) =>
        new("SALES_ORDER_STANDS", $"sales order {fact.OrderNumber} {(fact.WasUpdate ? "was changed to" : "stands with")} version {fact.Version}")
        {
            Send = send, Detail = new { fact.InternalId, fact.OrderNumber, fact.Version, order.InventoryStatus },
        };

    private static Decision Fact(BoardItemSynced fact, bool send) =>
        new("BOARD_ITEM_STANDS", $"item {fact.ItemId} with {fact.Subitems} subitems stands with version {fact.Version}")
        {
            Send = send, Detail = new { fact.BoardId, fact.ItemId, fact.Subitems, fact.Version },
        };
}
