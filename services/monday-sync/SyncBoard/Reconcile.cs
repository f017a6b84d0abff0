using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Compares what shall stand with what stands, whether we know that from our own tables or have just looked it up. Pure but for the work it marks.</summary>
internal static class Reconcile
{
    /// <summary>Marks what is done, what has to be changed, made or removed.</summary>
    /// <returns>True when something whose request may still be under way is missing: it is believed only at the second look-up.</returns>
    public static bool With(OrderWork work, FoundItem? found, bool isFirstLookUp, BoardMapping mapping)
    {
        var staged = work.Staged!;
        var maybeUnderWay = staged.StgUnknown && found is null;
        if (found is null) Forget(work);
        else Adopt(work, found, mapping);
        var byKey = (found?.Subitems ?? []).Where(subitem => subitem.ExternalId.Length > 0).ToLookup(subitem => subitem.ExternalId, StringComparer.Ordinal);
        foreach (var subitem in work.Subitems)
        {
            var stands = byKey[subitem.ExternalId].FirstOrDefault();
            maybeUnderWay |= stands is null && subitem is { StgUnknown: true, StgAction: "UPSERT" };
            Match(subitem, stands);
        }
        var wanted = work.Subitems.Select(subitem => subitem.ExternalId).ToHashSet(StringComparer.Ordinal);
        var ours = $"{work.Item.ExternalId}/";
        // Subitems that people added by hand carry no key of ours and are left alone; a second one with the same key goes.
        foreach (var surplus in byKey.SelectMany(group => wanted.Contains(group.Key) ? group.Skip(1) : group).Where(subitem => subitem.ExternalId.StartsWith(ours, StringComparison.Ordinal)).ToList())
            work.Subitems.Add(new StagedSubitem
            {
                StgParentStgId = staged.StgId, ExternalId = surplus.ExternalId, SubitemName = surplus.Name ?? surplus.ExternalId, StgAction = "DELETE",
                StgMondaySubitemId = surplus.SubitemId, StgMondaySubitemBoardId = surplus.BoardId,
            });
        return isFirstLookUp && maybeUnderWay;
    }

    private static void Forget(OrderWork work)
    {
        (work.Item.ItemId, work.Item.BoardId) = (null, null);
        work.MoveBack = false;
        work.Staged!.StgStatus = "PENDING";
    }

    private static void Adopt(OrderWork work, FoundItem found, BoardMapping mapping)
    {
        var staged = work.Staged!;
        // Made by this very row, whose answer got lost: nothing to change.
        var justMade = staged.StgUnknown && work.Item.ItemId is null;
        (work.Item.ItemId, work.Item.BoardId) = (found.ItemId, found.BoardId);
        work.MoveBack = work.Item.State == "CLOSED";
        if (justMade || staged.StgStatus == "API_SUCCESS")
        {
            staged.StgStatus = "API_SUCCESS";
            return;
        }
        if (work.Item.StandsVersion < staged.OrderVersion || work.MoveBack)
            staged.ColumnValues = BoardMapper.WithStatus(staged.ColumnValues, mapping.Item.StatusColumn, mapping.Status.Changed);
        if (found.Name != staged.Title) staged.ColumnValues = BoardMapper.WithName(staged.ColumnValues, staged.Title);
        staged.StgStatus = found.ColumnValues == staged.ColumnValues ? "API_SUCCESS" : "PENDING";
    }

    private static void Match(StagedSubitem subitem, FoundSubitem? stands)
    {
        if (stands is null)
        {
            (subitem.StgMondaySubitemId, subitem.StgMondaySubitemBoardId) = (null, null);
            // What shall go and is not there is done; what shall stand and is not there is made.
            subitem.StgStatus = subitem.StgAction == "DELETE" ? "API_SUCCESS" : "PENDING";
            return;
        }
        if (subitem.StgAction == "DELETE")
        {
            subitem.StgStatus = "PENDING";
            return;
        }
        var justMade = subitem.StgUnknown && subitem.StgMondaySubitemId is null;
        (subitem.StgMondaySubitemId, subitem.StgMondaySubitemBoardId) = (stands.SubitemId, stands.BoardId ?? subitem.StgMondaySubitemBoardId);
        var unchanged = stands.ColumnValues == subitem.ColumnValues && stands.Name == subitem.SubitemName;
        subitem.StgStatus = justMade || unchanged || subitem.StgStatus == "API_SUCCESS" ? "API_SUCCESS" : "PENDING";
    }
}
