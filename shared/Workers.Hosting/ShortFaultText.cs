using MassTransit;
using MassTransit.Middleware;

namespace Workers.Hosting;

/// <summary>
/// Shortens the fault's text before a message goes to its <c>_error</c> queue. Headers must fit into one frame (128 KiB): a longer stack trace
/// would make the broker close the whole connection, again at every redelivery.
/// </summary>
internal sealed class ShortFaultText : IFilter<ExceptionReceiveContext>
{
    private const int Longest = 4096;

    public static void Use(IReceiveEndpointConfigurator endpoint) => endpoint.ConfigureError(error =>
    {
        error.UseFilter(new GenerateFaultFilter());
        error.UseFilter(new ShortFaultText());
        error.UseFilter(new ErrorTransportFilter());
    });

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        foreach (var header in new[] { MessageHeaders.FaultStackTrace, MessageHeaders.FaultMessage })
            if (context.ExceptionHeaders.TryGetHeader(header, out var value) && value is string { Length: > Longest } text)
                context.ExceptionHeaders.Set(header, text[..Longest] + " ...");
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("short-fault-text");
}
