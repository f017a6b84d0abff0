using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Workers.Postgres.Sagas;

/// <summary>A saga repository that commits in groups; see <see cref="GroupCommit{TSaga}"/>. Instances are found by their id alone.</summary>
public sealed class GroupCommitRepository<TSaga>(GroupCommit<TSaga> group) : ISagaRepositoryContextFactory<TSaga> where TSaga : class, ISagaVersion
{
    /// <inheritdoc/>
    public void Probe(ProbeContext context) => context.Add("persistence", "postgres-group-commit");

    /// <inheritdoc/>
    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next) where T : class
    {
        var repositoryContext = new GroupCommitContext<TSaga, T>(context, group);
        try
        {
            await next.Send(repositoryContext);
        }
        catch
        {
            repositoryContext.Member?.Leave();
            throw;
        }
        // The in-memory outbox around this sends what the behaviour published once this returns: not before the commit.
        if (repositoryContext.Member is { } member) await member.FinishAndWaitForCommit();
    }

    /// <inheritdoc/>
    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next) where T : class =>
        throw new NotSupportedException("Correlate by id: an expression would lock rows by a scan.");
}

/// <summary>Registers the repository.</summary>
public static class GroupCommitRegistration
{
    /// <summary>Keeps the saga's instances in PostgreSQL, committed in groups, with the SQL of <typeparamref name="TStore"/>.</summary>
    public static ISagaRegistrationConfigurator<TSaga> GroupCommitRepository<TSaga, TStore>(this ISagaRegistrationConfigurator<TSaga> saga)
        where TSaga : class, ISagaVersion
        where TStore : class, ISagaStore<TSaga>
    {
        saga.Repository(repository =>
        {
            repository.TryAddSingleton<ISagaStore<TSaga>, TStore>();
            repository.TryAddSingleton<GroupCommit<TSaga>>();
            repository.RegisterSagaRepository<TSaga, GroupCommit<TSaga>, SagaConsumeContextFactory<GroupCommit<TSaga>, TSaga>, GroupCommitRepository<TSaga>>();
        });
        return saga;
    }
}
