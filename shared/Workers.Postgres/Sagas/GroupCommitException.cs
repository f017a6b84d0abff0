using MassTransit;

namespace Workers.Postgres.Sagas;

/// <summary>An instance's group could not be loaded or saved. The inner exception tells why, and whether waiting cures it.</summary>
public sealed class GroupCommitException(Guid id, Exception inner) :
    MassTransitException($"The group of instance {id} was not saved: {inner.Message}", inner);
