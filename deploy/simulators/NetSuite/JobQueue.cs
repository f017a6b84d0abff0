using Workers.Simulators.Faults;

namespace Workers.Simulators.NetSuite;

/// <summary>One record of a job, and what came of it.</summary>
internal sealed class JobTask(RecordCommand command)
{
    /// <summary>Dropped once carried out, so that bodies are not kept for ever.</summary>
    public RecordCommand? Command { get; private set; } = command;

    public string Operation { get; } = command.Operation;

    public string? ExternalId { get; } = command.ExternalId;

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public RecordOutcome? Outcome { get; private set; }

    public void Finish(RecordOutcome outcome) => (Outcome, Command) = (outcome, null);
}

/// <summary>An asynchronous job.</summary>
internal sealed record Job(long Id, string? IdempotencyKey, DateTimeOffset CreatedAt, List<JobTask> Tasks, JobFault Fault)
{
    public bool Completed => Fault is JobFault.None or JobFault.Slow && Tasks.TrueForAll(task => task.Outcome is not null);

    public string Progress(DateTimeOffset now)
    {
        if (!Completed)
            return now >= Tasks[0].StartsAt && Fault == JobFault.None ? "processing" : "pending";
        if (Tasks.TrueForAll(task => task.Outcome!.Succeeded))
            return "succeeded";
        return Tasks.Exists(task => task.Outcome!.Succeeded) ? "finishedWithErrors" : "failed";
    }
}

/// <summary>
/// Jobs and when their records are done. Nothing runs in the background: whoever looks first settles what is due, in the
/// order in which it was due. Callers hold the store's gate.
/// </summary>
internal sealed class JobQueue(NetSuiteSettings settings, RecordOperations operations, FaultInjector faults)
{
    private readonly PriorityQueue<JobTask, (DateTimeOffset At, long Sequence)> due = new();
    private readonly DateTimeOffset[] processorFreeAt = new DateTimeOffset[settings.JobProcessors];
    private readonly Dictionary<string, Job> byKey = new(StringComparer.OrdinalIgnoreCase);
    private long sequence;

    public List<Job> Jobs { get; } = [];

    public Job? Find(long id) => id >= 1 && id <= Jobs.Count ? Jobs[(int)id - 1] : null;

    public Job? FindByKey(string? key) => key is null ? null : byKey.GetValueOrDefault(key);

    public Job Submit(List<RecordCommand> commands, string? idempotencyKey, DateTimeOffset now)
    {
        var (fault, slowMs) = faults.NextJob();
        var job = new Job(Jobs.Count + 1, idempotencyKey, now, commands.ConvertAll(command => new JobTask(command)), fault);
        Jobs.Add(job);
        if (idempotencyKey is not null)
            byKey[idempotencyKey] = job;
        Schedule(job, slowMs, now);
        Settle(now);
        return job;
    }

    public void Settle(DateTimeOffset now)
    {
        while (due.TryPeek(out var task, out var priority) && priority.At <= now)
        {
            due.Dequeue();
            task.Finish(operations.Run(task.Command!, task.EndsAt));
        }
    }

    public void Reset()
    {
        due.Clear();
        byKey.Clear();
        Jobs.Clear();
        Array.Clear(processorFreeAt);
    }

    private void Schedule(Job job, int slowMs, DateTimeOffset now)
    {
        if (job.Fault == JobFault.NeverFinishes)
        {
            job.Tasks.ForEach(task => task.StartsAt = DateTimeOffset.MaxValue);
            return;
        }

        var processor = Array.IndexOf(processorFreeAt, processorFreeAt.Min());
        var at = processorFreeAt[processor] > now ? processorFreeAt[processor] : now;
        foreach (var task in job.Tasks)
        {
            task.StartsAt = at;
            at = at.AddMilliseconds(settings.JobMilliseconds);
            task.EndsAt = at.AddMilliseconds(slowMs);
            due.Enqueue(task, (task.EndsAt, sequence++));
        }

        processorFreeAt[processor] = at;
    }
}
