using MassTransit;
using Npgsql;

namespace Workers.Postgres.Sagas;

/// <summary>
/// The SQL of one saga: how sets of its instances are loaded and saved. A behaviour that changes an instance raises its
/// <see cref="ISagaVersion.Version"/> by exactly one; an instance whose version was not raised is not saved.
/// </summary>
public interface ISagaStore<TSaga> where TSaga : class, ISagaVersion
{
    /// <summary>Loads and locks what exists of the given ids, in the order of the ids, so that two groups cannot wait for each other.</summary>
    Task<IReadOnlyList<TSaga>> Load(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] ids, CancellationToken cancellationToken);

    /// <summary>
    /// Saves new and changed instances and whatever belongs to them. A new one whose id exists by now, and a changed one whose stored version
    /// is not <c>Version - 1</c>, is left out with everything that belongs to it.
    /// </summary>
    /// <returns>The ids that were saved.</returns>
    Task<IReadOnlySet<Guid>> Save(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<TSaga> added, IReadOnlyList<TSaga> changed, CancellationToken cancellationToken);

    /// <summary>Told after the commit, with the instances of the group that were not left out, changed or not.</summary>
    void Committed(IReadOnlyList<TSaga> instances);
}
