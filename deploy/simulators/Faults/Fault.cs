namespace Workers.Simulators.Faults;

/// <summary>What can go wrong with one call. "After" means that the effect took place.</summary>
internal enum Fault
{
    None,
    Error429,
    Error500Before,
    Error500After,
    TimeoutBefore,
    TimeoutAfter,
    CutConnectionBefore,
    CutConnectionAfter,
    TruncatedJson,
    SlowBytes,
    OkWithErrors,
    Unauthorized,
    DuplicateDelivery,
    Outage,
    OutageCut,
}

internal static class FaultWords
{
    public static bool IsBeforeEffect(this Fault fault) => fault
        is Fault.Error429 or Fault.Error500Before or Fault.TimeoutBefore or Fault.CutConnectionBefore
        or Fault.OkWithErrors or Fault.Unauthorized or Fault.Outage or Fault.OutageCut;
}

/// <summary>What happens to one call.</summary>
internal readonly record struct FaultPlan(Fault Fault, int LatencyMs, FaultProfile Profile);

/// <summary>What happens to one asynchronous job.</summary>
internal enum JobFault
{
    None,
    NeverFinishes,
    NeverFinishesAfter,
    Slow,
}
