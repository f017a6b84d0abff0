using System.Net;
using System.Net.Sockets;
using System.Text;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Workers.Vendors;

/// <summary>
/// Calls one vendor through a Polly pipeline and turns transport trouble into exceptions that name the recovery.
/// Answers of any HTTP status are returned: only the vendor's client can tell what a status means there.
/// </summary>
public sealed class VendorHttp : IDisposable
{
    private readonly HttpClient http;
    private readonly VendorHttpOptions options;
    private readonly SemaphoreSlim slots;
    private readonly ResiliencePipeline<VendorResponse> reads;
    private readonly ResiliencePipeline<VendorResponse> writes;
    private readonly CircuitBreakerStateProvider circuit = new();
    private long refusedUntil;

    /// <summary>Makes the pipelines for a vendor.</summary>
    /// <param name="vendor">Name in messages, metrics and the operator's verbs, for example <c>netsuite</c>.</param>
    /// <param name="options">How to call it.</param>
    /// <param name="handler">Another transport, for tests; a pooled socket handler when null.</param>
    public VendorHttp(string vendor, VendorHttpOptions options, HttpMessageHandler? handler = null)
    {
        Vendor = vendor;
        this.options = options;
        slots = new SemaphoreSlim(options.MaxConcurrentCalls);
        // Redirects could lead credentials to a foreign host.
        http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = WithSlash(options.BaseUrl!),
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        // One breaker for reads and writes: it is the vendor that is down, not an operation.
        var breaker = new ResiliencePipelineBuilder<VendorResponse>().AddCircuitBreaker(Breaker()).Build();
        writes = breaker;
        reads = options.ReadRetries == 0 ? breaker : new ResiliencePipelineBuilder<VendorResponse>().AddRetry(ReadRetry()).AddPipeline(breaker).Build();
    }

    /// <summary>The vendor's name.</summary>
    public string Vendor { get; }

    /// <summary>True while calls are refused because the vendor did not answer. Past its time an open circuit waits for a call that tries, so it no longer counts.</summary>
    public bool CircuitIsOpen => circuit.CircuitState is CircuitState.Open && Environment.TickCount64 < Interlocked.Read(ref refusedUntil);

    /// <summary>A call that changes nothing; repeated by itself a few times.</summary>
    /// <exception cref="VendorUnavailableException">No usable answer.</exception>
    public async Task<VendorResponse> Read(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            return await Call(reads, request, cancellationToken);
        }
        catch (VendorOutcomeUnknownException exception)
        {
            throw new VendorUnavailableException(Vendor, exception.Message, exception);
        }
    }

    /// <summary>A call that may take effect; sent at most once.</summary>
    /// <exception cref="VendorUnavailableException">It surely did not reach the vendor.</exception>
    /// <exception cref="VendorOutcomeUnknownException">It may have taken effect: look it up.</exception>
    public Task<VendorResponse> Write(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        Call(writes, request, cancellationToken);

    /// <summary>An address that the vendor returned, relative or absolute, made absolute on the configured host.</summary>
    /// <exception cref="VendorOutcomeUnknownException">It leads to another host; credentials are not sent there.</exception>
    public Uri Follow(string location)
    {
        var uri = new Uri(http.BaseAddress!, location);
        if (uri.Scheme == http.BaseAddress!.Scheme && uri.Authority == http.BaseAddress.Authority) return uri;
        throw new VendorOutcomeUnknownException(Vendor,
            $"{Vendor} answered with a link to {uri.Authority}, expected {http.BaseAddress.Authority}; it was not followed");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        slots.Dispose();
    }

    private async Task<VendorResponse> Call(
        ResiliencePipeline<VendorResponse> pipeline, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            return await pipeline.ExecuteAsync(async token => await Once(request, token), cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw new VendorUnavailableException(Vendor, $"{Vendor} does not answer; calls are held back for {options.CircuitOpenFor.TotalSeconds:0} s", exception);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<VendorResponse> Once(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        using var message = request();
        var what = $"{message.Method} {message.RequestUri}";
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new VendorResponse(response.StatusCode, Headers(response), await Body(response, limit.Token));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VendorOutcomeUnknownException(Vendor, $"{what}: no answer within {options.Timeout.TotalSeconds:0.#} s", exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                                                      && exception.InnerException is SocketException)
        {
            throw new VendorUnavailableException(Vendor, $"{what}: no connection ({exception.InnerException.Message})", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new VendorOutcomeUnknownException(Vendor, $"{what}: the answer broke off ({exception.Message})", exception);
        }
    }

    private async Task<string> Body(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > options.MaxResponseBytes)
                throw new IOException($"an answer above {options.MaxResponseBytes} bytes");
            buffer.Write(chunk, 0, read);
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    private CircuitBreakerStrategyOptions<VendorResponse> Breaker() => new()
    {
        FailureRatio = options.CircuitFailureShare,
        MinimumThroughput = options.CircuitMinimumCalls,
        SamplingDuration = options.CircuitWindow,
        BreakDuration = options.CircuitOpenFor,
        StateProvider = circuit,
        OnOpened = opened =>
        {
            Interlocked.Exchange(ref refusedUntil, Environment.TickCount64 + (long)opened.BreakDuration.TotalMilliseconds);
            return default;
        },
        ShouldHandle = outcome => ValueTask.FromResult(NoUsableAnswer(outcome.Outcome)),
    };

    private RetryStrategyOptions<VendorResponse> ReadRetry() => new()
    {
        MaxRetryAttempts = options.ReadRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromMilliseconds(200),
        ShouldHandle = outcome => ValueTask.FromResult(NoUsableAnswer(outcome.Outcome) && outcome.Outcome.Exception is not BrokenCircuitException),
    };

    private static bool NoUsableAnswer(Outcome<VendorResponse> outcome) =>
        outcome.Exception is VendorException || outcome.Result is { Status: >= HttpStatusCode.InternalServerError };

    private static Uri WithSlash(Uri uri) => uri.AbsoluteUri.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");
}

/// <summary>A vendor's whole answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Names without case; several values joined by a comma.</param>
/// <param name="Body">Text, empty when there was none.</param>
public sealed record VendorResponse(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The header <c>Retry-After</c> in seconds, where the vendor sent a number.</summary>
    public TimeSpan? RetryAfter =>
        Headers.TryGetValue("Retry-After", out var text) && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds) : null;
}
