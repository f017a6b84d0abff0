namespace Workers.NetSuitePoller.SalesOrders;

/// <summary>What becomes of a request at once, with the reason in words.</summary>
internal readonly record struct Verdict(string Stage, string Reason)
{
    public static readonly Verdict Pending = new(RequestStage.Pending, "to be carried out");
}

/// <summary>
/// Decides what the next call for an order is. The latest version wins, a cancel leaves a tombstone, and while a create is under way
/// (state SENT) everything waits for its outcome: there is one sales order per order at any time.
/// </summary>
internal static class SalesOrderRule
{
    /// <summary>Takes in a request that was recorded just now.</summary>
    public static Verdict Accept(SalesOrder order, string kind, long version, int attempt, string hash)
    {
        var newer = order.WantedVersion is { } wanted && (wanted, order.WantedAttempt!.Value).CompareTo((version, attempt)) > 0;
        if (kind == RequestKind.Cancel)
        {
            if (order.WantedKind == RequestKind.Create && order.WantedVersion > version)
                return new(RequestStage.Superseded, $"version {order.WantedVersion} of the order is wanted again");
            order.TombstoneVersion = Math.Max(order.TombstoneVersion ?? version, version);
            if (order.WantedKind == RequestKind.Cancel && newer) return LikeTheCancel(order);
            return Want(order, kind, version, attempt, hash);
        }

        if (order.WantedKind == RequestKind.Create && newer)
            return new(RequestStage.Superseded, $"version {order.WantedVersion}, attempt {order.WantedAttempt} is wanted");
        return order.TombstoneVersion >= version ? LikeTheCancel(order) : Want(order, kind, version, attempt, hash);
    }

    /// <summary>Sets the state from what stands and what is wanted; final when nothing has to be called.</summary>
    public static Verdict Next(SalesOrder order)
    {
        if (order.State == OrderState.Sent) return new(RequestStage.Pending, "waits for the outcome of the create that is under way");
        if (order.WantedDone || order.WantedKind is null)
        {
            order.State = OrderState.Idle;
            return Verdict.Pending;
        }

        return order.WantedKind == RequestKind.Cancel ? NextForCancel(order) : NextForCreate(order);
    }

    /// <summary>The outcome of a create: this record carries the order's external id.</summary>
    /// <returns>True when what stands is what was sent.</returns>
    public static bool Created(SalesOrder order, long internalId, string orderNumber, long? version, bool closed)
    {
        var asSent = version is null || version == order.SentVersion;
        (order.InternalId, order.OrderNumber, order.StandsClosed) = (internalId, orderNumber, closed);
        (order.StandsVersion, order.StandsHash) = asSent ? (order.SentVersion, order.SentHash) : (version, null);
        if (asSent && order.SentIsWanted) order.WantedDone = true;
        Landed(order);
        return asSent;
    }

    /// <summary>The outcome of a create: NetSuite refused it, or it surely is not there.</summary>
    public static void NotCreated(SalesOrder order, bool refused)
    {
        if (refused && order.SentIsWanted) order.WantedDone = true;
        Landed(order);
    }

    /// <summary>A change was carried out: this version stands.</summary>
    public static void Changed(SalesOrder order, long version, int attempt, string hash)
    {
        (order.StandsVersion, order.StandsHash, order.StandsClosed, order.Unsure) = (version, hash, false, false);
        if (order.WantedKind == RequestKind.Create && (order.WantedVersion, order.WantedAttempt) == (version, attempt)) order.WantedDone = true;
    }

    /// <summary>NetSuite refused a change; what stood before stands.</summary>
    public static void Refused(SalesOrder order, string kind, long version, int attempt)
    {
        order.Unsure = false;
        if ((order.WantedKind, order.WantedVersion, order.WantedAttempt) == (kind, version, attempt)) order.WantedDone = true;
    }

    private static Verdict Want(SalesOrder order, string kind, long version, int attempt, string hash)
    {
        (order.WantedKind, order.WantedVersion, order.WantedAttempt, order.WantedHash, order.WantedDone) = (kind, version, attempt, hash, false);
        order.Tries = 0;
        return Next(order);
    }

    private static Verdict NextForCancel(SalesOrder order)
    {
        if (order.InternalId is null || order is { StandsClosed: true, Unsure: false })
        {
            (order.State, order.WantedDone) = (OrderState.Idle, true);
            return new(RequestStage.Cancelled, order.InternalId is null ? "nothing was created" : "the sales order is closed");
        }

        order.State = OrderState.Close;
        return new(RequestStage.Pending, "the sales order has to be closed");
    }

    private static Verdict NextForCreate(SalesOrder order)
    {
        if (order.InternalId is null)
        {
            order.State = OrderState.Create;
            return Verdict.Pending;
        }

        if (order is { Unsure: false, StandsClosed: false } && order.StandsHash == order.WantedHash)
        {
            (order.State, order.WantedDone) = (OrderState.Idle, true);
            return new(RequestStage.Created, "it already stands like this");
        }

        order.State = OrderState.Update;
        return new(RequestStage.Pending, "the sales order has to be changed");
    }

    private static Verdict LikeTheCancel(SalesOrder order) => order.WantedDone
        ? new(RequestStage.Cancelled, $"version {order.TombstoneVersion} cancelled the order")
        : new(RequestStage.Pending, $"version {order.TombstoneVersion} is cancelling the order");

    private static void Landed(SalesOrder order)
    {
        (order.SubmissionId, order.Position, order.SentVersion, order.SentAttempt, order.SentHash) = (null, null, null, null, null);
        order.State = OrderState.Idle;
        order.Unsure = false;
    }
}
