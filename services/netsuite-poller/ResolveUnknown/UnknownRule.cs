namespace Workers.NetSuitePoller.ResolveUnknown;

/// <summary>What is known of the job of a submission whose outcome is unknown.</summary>
internal enum JobKnowledge
{
    /// <summary>None was named, or NetSuite does not know it.</summary>
    None,
    Running,

    /// <summary>Done, and it says nothing about the order.</summary>
    Completed,
}

/// <summary>What to do about an order that was looked up and not found.</summary>
internal enum AbsentVerdict
{
    LookAgain,

    /// <summary>The same bytes under the same key: if the first request was taken after all, NetSuite leads to its job.</summary>
    SendAgain,

    /// <summary>Believed absent: what is wanted now is decided anew.</summary>
    GiveUp,
}

/// <summary>When "not found" is believed: after two look-ups with the vendor's longest processing time between them, and never while a job may still make it.</summary>
internal static class UnknownRule
{
    /// <param name="job">The job.</param>
    /// <param name="absentFor">Time since the first look-up that did not find it; null at that first one.</param>
    /// <param name="jobAge">Time since the request was sent.</param>
    /// <param name="stillWanted">What was sent is what is wanted.</param>
    /// <param name="wantedAnew">A newer version or a person's retry asks for another create.</param>
    /// <param name="longestProcessing">NetSuite's longest processing time.</param>
    /// <param name="givenUpAfter">When a job counts as lost.</param>
    public static AbsentVerdict Decide(
        JobKnowledge job, TimeSpan? absentFor, TimeSpan jobAge, bool stillWanted, bool wantedAnew, TimeSpan longestProcessing, TimeSpan givenUpAfter)
    {
        if (absentFor is null || absentFor < longestProcessing) return AbsentVerdict.LookAgain;
        return job switch
        {
            JobKnowledge.None => stillWanted ? AbsentVerdict.SendAgain : AbsentVerdict.GiveUp,
            JobKnowledge.Completed => AbsentVerdict.GiveUp,
            // NetSuite refuses a second record with the same external id, so a second create is safe; a cancel has no such guard and waits.
            _ => wantedAnew || jobAge >= givenUpAfter ? AbsentVerdict.GiveUp : AbsentVerdict.LookAgain,
        };
    }
}
