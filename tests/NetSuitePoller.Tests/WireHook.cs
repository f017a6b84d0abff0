namespace NetSuitePoller.Tests;

/// <summary>A transport that a test watches, changes or breaks.</summary>
internal sealed class WireHook : DelegatingHandler
{
    public WireHook() : base(new SocketsHttpHandler { AllowAutoRedirect = false }) { }

    /// <summary>Sees each answer and may replace it or throw, which is as if the process had died there.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage, Task<HttpResponseMessage>>? After { get; set; }

    /// <summary>Runs before the request leaves.</summary>
    public Action<HttpRequestMessage>? Before { get; set; }

    /// <summary>Answers in NetSuite's place; null lets the request through.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Instead { get; set; }

    public static bool IsCreate(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/salesOrder", StringComparison.Ordinal);

    public static bool IsJob(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.Contains("/async/v1/job/", StringComparison.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Before?.Invoke(request);
        if (Instead?.Invoke(request) is { } answer) return answer;
        var response = await base.SendAsync(request, cancellationToken);
        return After is null ? response : await After(request, response);
    }
}
