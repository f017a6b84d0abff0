using Microsoft.Extensions.Options;
using Workers.Contracts.Orders;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.MapOrder;
using Workers.MondaySync.RollOver;
using Workers.Postgres;

namespace Workers.MondaySync.SyncBoard;

/// <summary>Brings a round's orders to the point where it is known what to send: from our own tables, or by a look-up where the outcome of a call is not known.</summary>
internal sealed class BoardComparison(
    Database database, RoundStore rounds, RoundLoader loader, ItemLookUp lookUp, BoardStore boards, BoardMapping mapping, IOptions<MondaySyncOptions> options)
{
    /// <returns>What orders that wait for a second look-up are told.</returns>
    public async Task<IReadOnlyList<StepWaiting>> Run(Round round, CancellationToken cancellationToken)
    {
        var unknown = round.Active.Where(MustLook).ToList();
        var known = round.Active.Except(unknown).Where(work => work.IsSync && work.Item.ItemId is not null && work.Staged!.StgMondayItemId != work.Item.ItemId).ToList();
        var standing = await loader.Standing(known, cancellationToken);
        // Something stands that our tables do not describe, for example an adopted item: ask Monday.
        foreach (var work in known.Where(work => !standing.ContainsKey(work.OrderId)).ToList())
        {
            known.Remove(work);
            unknown.Add(work);
        }
        if (known.Count + unknown.Count == 0) return [];
        foreach (var work in known) Reconcile.With(work, standing[work.OrderId], false, mapping);

        var found = await Find(unknown, cancellationToken);
        foreach (var work in unknown) Learn(work, found[work.Item.ExternalId.ToString()].FirstOrDefault());
        await Keep(round, [.. known, .. unknown], cancellationToken);
        return [.. unknown.Where(work => work.Left is not null).Select(Waiting)];
    }

    // A further attempt of the version that stands is a person's retry: something on the board is not as our tables say.
    private static bool MustLook(OrderWork work) =>
        work.Item.LookUp > 0 || (work.IsSync && work.Command.Version == work.Item.StandsVersion && work.Staged!.StgMondayItemId is null);

    private async Task<ILookup<string, FoundItem>> Find(List<OrderWork> unknown, CancellationToken cancellationToken)
    {
        if (unknown.Count == 0) return Enumerable.Empty<FoundItem>().ToLookup(_ => "");
        var all = await boards.All(cancellationToken);
        return await lookUp.ByExternalId(all, [.. unknown.Select(work => work.Item.ExternalId.ToString())], cancellationToken);
    }

    private void Learn(OrderWork work, FoundItem? found)
    {
        var isFirst = work.Item.LookUp == 1;
        var wait = work.IsSync ? Reconcile.With(work, found, isFirst, mapping) : isFirst && found is null;
        if (!work.IsSync)
        {
            (work.Item.ItemId, work.Item.BoardId) = (found?.ItemId, found?.BoardId);
            work.Open.Clear();
            work.Open.UnionWith(RoundLoader.Endings(work.Item, work.Command.Kind));
        }
        if (wait)
        {
            work.Left = new Departure { Delay = options.Value.LongestProcessing, LookUp = 2 };
            KeepUnknown(work);
            return;
        }
        work.Item.LookUp = 0;
        if (work.Staged is { } staged) staged.StgUnknown = false;
        foreach (var subitem in work.Subitems) subitem.StgUnknown = false;
    }

    // What was found is known now; what is missing may still appear.
    private static void KeepUnknown(OrderWork work)
    {
        if (work.Staged is { StgStatus: "API_SUCCESS" } staged) staged.StgUnknown = false;
        foreach (var subitem in work.Subitems.Where(subitem => subitem.StgStatus == "API_SUCCESS")) subitem.StgUnknown = false;
    }

    private Task<bool> Keep(Round round, List<OrderWork> works, CancellationToken cancellationToken) => database.InTransaction(async (connection, transaction) =>
    {
        await rounds.Fence(connection, transaction, round, null, "ANSWERED");
        var staged = works.Where(work => work.Staged is not null).ToList();
        await StagedRowsUpdate.AddDeletions(connection, transaction, [.. staged.SelectMany(work => work.Subitems.Where(subitem => subitem.StgId == 0).Select(subitem => (work, subitem)))]);
        await StagedRowsUpdate.Items(connection, transaction, staged);
        await StagedRowsUpdate.Subitems(connection, transaction, [.. staged.SelectMany(work => work.Subitems)]);
        await BoardStore.Place(connection, transaction, works);
        return true;
    }, cancellationToken);

    private StepWaiting Waiting(OrderWork work) => new()
    {
        OrderId = work.OrderId, Version = work.Command.Version, Attempt = work.Command.Attempt, Step = Contracts.OrderSteps.Board, Code = "OUTCOME_UNKNOWN",
        Reason = "A call to Monday ended without an answer and its effect is not there yet; it is looked up once more before anything is created",
    };
}
