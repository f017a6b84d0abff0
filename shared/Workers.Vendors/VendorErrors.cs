namespace Workers.Vendors;

/// <summary>Failures of vendor calls, named by what to do next.</summary>
public abstract class VendorException(string vendor, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>For example <c>netsuite</c>.</summary>
    public string Vendor { get; } = vendor;

    /// <summary>True when waiting and trying again is the whole cure.</summary>
    public static bool IsWaitable(Exception exception) => exception is VendorThrottledException or VendorUnavailableException;
}

/// <summary>The vendor asks for fewer calls. Wait for <see cref="RetryAfter"/>, then try again; nothing took effect.</summary>
public sealed class VendorThrottledException(string vendor, string message, TimeSpan retryAfter) : VendorException(vendor, message)
{
    /// <summary>How long to wait, from the vendor where it says so.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The vendor could not be reached, is down, paused by an operator, or its circuit is open. Nothing took effect.</summary>
public sealed class VendorUnavailableException(string vendor, string message, Exception? inner = null) : VendorException(vendor, message, inner);

/// <summary>The vendor said no for good. Trying the same again will not help; a person has to look.</summary>
public sealed class VendorRejectedException(string vendor, string code, string message) : VendorException(vendor, message)
{
    /// <summary>The vendor's own code.</summary>
    public string Code { get; } = code;
}

/// <summary>The call may have taken effect: time-out, cut connection or broken answer after sending. Look the record up before anything else.</summary>
public sealed class VendorOutcomeUnknownException(string vendor, string message, Exception? inner = null) : VendorException(vendor, message, inner);
