using Workers.MondaySync.RecordCommands;
using Workers.MondaySync.SyncBoard;

namespace MondaySync.Tests.SyncBoard;

internal sealed class CommandChoiceTests
{
    private static readonly Guid Order = Guid.CreateVersion7();

    [Test]
    public void The_highest_version_is_next_when_none_has_begun() =>
        Assert.That(Next(new BoardItemRow(), [Sync(1), Sync(3), Sync(2)])?.Version, Is.EqualTo(3));

    [Test]
    public void A_version_that_has_begun_comes_before_a_higher_one() =>
        Assert.That(Next(new BoardItemRow(), [Sync(1), Sync(2)], new StagedItem { OrderId = Order, OrderVersion = 1, Attempt = 1, StgUnknown = true })?.Version, Is.EqualTo(1));

    [Test]
    public void A_cancel_comes_before_any_order() =>
        Assert.That(Next(new BoardItemRow { Tombstone = 2 }, [Sync(1), Command(2, CommandRow.Close)])?.Kind, Is.EqualTo(CommandRow.Close));

    [TestCase(1)]
    [TestCase(2)]
    public void Nothing_up_to_the_tombstone_is_created_even_when_closing_failed(long version)
    {
        var choice = CommandChoice.Of(new BoardItemRow { Tombstone = 2, State = "OPEN" }, [Sync(version)], new Dictionary<(Guid, long, int), StagedItem>(), Array.Empty<StagedSubitem>().ToLookup(row => row.StgParentStgId), null);

        Assert.That((choice.Next, choice.Settled.Single().Item2), Is.EqualTo(((CommandRow?)null, "CLOSED")));
    }

    [Test]
    public void A_version_below_what_stands_is_answered_with_what_stands()
    {
        var choice = CommandChoice.Of(new BoardItemRow { StandsVersion = 5, StandsAttempt = 1, State = "OPEN" }, [Sync(4), Sync(6)], new Dictionary<(Guid, long, int), StagedItem>(),
            Array.Empty<StagedSubitem>().ToLookup(row => row.StgParentStgId), null);

        Assert.That((choice.Next?.Version, choice.Settled.Single().Item1.Version, choice.Settled.Single().Item2), Is.EqualTo((6L, 4L, "SYNCED")));
    }

    private static CommandRow? Next(BoardItemRow item, CommandRow[] open, params StagedItem[] staged) =>
        CommandChoice.Of(item, open, staged.ToDictionary(row => (row.OrderId, row.OrderVersion, row.Attempt)), Array.Empty<StagedSubitem>().ToLookup(row => row.StgParentStgId), null).Next;

    private static CommandRow Sync(long version) => Command(version, CommandRow.Sync);

    private static CommandRow Command(long version, string kind) => new() { OrderId = Order, Version = version, Attempt = 1, Kind = kind };
}
