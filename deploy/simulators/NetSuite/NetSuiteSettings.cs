namespace Workers.Simulators;

/// <summary>Section <c>NetSuite</c>.</summary>
public sealed class NetSuiteSettings
{
    /// <summary>Client id expected as <c>iss</c>; empty accepts any.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Certificate id expected as <c>kid</c>; empty accepts any.</summary>
    public string CertificateId { get; set; } = "";

    /// <summary>PEM file with the public key or certificate that signs assertions; empty checks the structure only.</summary>
    public string PublicKeyPath { get; set; } = "";

    /// <summary>Life of an access token in seconds.</summary>
    public int TokenSeconds { get; set; } = 3_600;

    /// <summary>Calls in flight before 429 CONCURRENCY_LIMIT_EXCEEDED.</summary>
    public int Concurrency { get; set; } = 15;

    /// <summary>Milliseconds one asynchronous record takes on a processor.</summary>
    public int JobMilliseconds { get; set; }

    /// <summary>Asynchronous jobs worked on at the same time.</summary>
    public int JobProcessors { get; set; } = 2;
}
