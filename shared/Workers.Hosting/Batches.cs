using MassTransit;

namespace Workers.Hosting;

/// <summary>How the fleet consumes in batches: one transaction with set-based SQL for many orders.</summary>
public static class Batches
{
    /// <summary>Sets the endpoint and the consumer up for <c>Batch&lt;T&gt;</c>: 50 messages or 30 ms, two batches at a time, 200 messages fetched ahead.</summary>
    public static void Configure<TConsumer>(IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<TConsumer> consumer)
        where TConsumer : class, IConsumer
    {
        endpoint.PrefetchCount = 200;
        // The fault of a whole batch cannot be serialized; the attempt would replace the failure that the retry waits out. Members that fail
        // for good are told one by one, see Handle.
        endpoint.PublishFaults = false;
        // The bus-wide limit counts messages; a batch needs all of its members in flight.
        endpoint.ConcurrentMessageLimit = 200;
        consumer.Options<BatchOptions>(batch => batch.SetMessageLimit(50).SetTimeLimit(ms: 30).SetConcurrencyLimit(2));
    }

    /// <summary>
    /// Handles all members at once; when that fails for a reason that waiting does not cure, one by one, so that a single bad member
    /// neither holds the others nor takes them along. A member that fails alone goes to <paramref name="failed"/>.
    /// </summary>
    /// <param name="members">The messages of the batch.</param>
    /// <param name="handle">Records and publishes for the given members.</param>
    /// <param name="failed">Makes a member's failure visible, for example by publishing <c>StepFailed</c>.</param>
    /// <param name="waitFor">Failures that are waited out by the endpoint's retry: they are thrown on.</param>
    public static async Task Handle<T>(
        IReadOnlyList<T> members, Func<IReadOnlyList<T>, Task> handle, Func<T, Exception, Task> failed, Func<Exception, bool>? waitFor = null)
    {
        bool IsWaitable(Exception exception) => Waiting.IsInfrastructure(exception) || waitFor?.Invoke(exception) == true;
        try
        {
            await handle(members);
            return;
        }
        catch (Exception exception) when (!IsWaitable(exception) && members.Count > 1)
        {
            // Fall through to one by one.
        }
        catch (Exception exception) when (!IsWaitable(exception))
        {
            await failed(members[0], exception);
            return;
        }

        foreach (var member in members)
        {
            try
            {
                await handle([member]);
            }
            catch (Exception exception) when (!IsWaitable(exception))
            {
                await failed(member, exception);
            }
        }
    }
}
