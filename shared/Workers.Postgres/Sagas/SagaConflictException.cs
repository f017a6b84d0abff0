namespace Workers.Postgres.Sagas;

/// <summary>Another process changed or added the instance in the meantime, or its group was given up. Try the message again: it loads the instance anew.</summary>
public sealed class SagaConflictException(string message) : Exception(message);
