namespace Workers.Fleet.Home;

/// <summary>Something that a person can mend. The message says what and how; the tool ends with the exit code.</summary>
internal sealed class FleetException(string message, int exitCode = ExitCode.CannotStart, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>What the tool's exit codes mean; <c>--help</c> repeats it.</summary>
internal static class ExitCode
{
    public const int Good = 0;
    public const int NotAccountedFor = 1;
    public const int WrongUse = 2;
    public const int MissingPrerequisite = 3;
    public const int NoSpace = 4;
    public const int CannotStart = 5;
    public const int NotRunning = 6;
    public const int Interrupted = 130;
}
